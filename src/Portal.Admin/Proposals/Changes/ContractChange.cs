using System.Collections.Immutable;
using Portal.Settlement;
using Portal.Settlement.Amounts;
using Portal.Settlement.Contracts;
using Portal.Settlement.Ledger;

namespace Portal.Admin.Proposals.Changes;

/// <summary>A contract is listed, or gets new terms.</summary>
public sealed record ContractChange : RuleChange
{
    /// <summary>The kind as it is stored.</summary>
    public const string KindName = "contract";

    /// <summary>The exchange's symbol.</summary>
    public required string Symbol
    {
        get;
        init => field = CleanText(value);
    }

    /// <summary>Linear or inverse.</summary>
    public required string ContractKind { get; init; }

    /// <summary>What one contract stands for, a decimal string.</summary>
    public required string ContractValue { get; init; }

    /// <summary>Code of the asset it settles in.</summary>
    public required string SettleAssetCode { get; init; }

    /// <summary>What of its liquidations becomes public.</summary>
    public required string Publication { get; init; }

    /// <summary>The fund that covers it; null leaves that as it is.</summary>
    public string? FundId
    {
        get;
        init => field = CleanOptional(value);
    }

    /// <inheritdoc/>
    public override string Kind => KindName;

    /// <inheritdoc/>
    public override string Title => $"Contract {Symbol}: {ContractKind}, settled in {SettleAssetCode}";

    /// <inheritdoc/>
    public override string? SubjectFundId => FundId;

    /// <inheritdoc/>
    public override bool HasPublicReason => false;

    /// <inheritdoc/>
    public override Checked<ImmutableArray<LedgerEntry>> Decide(LedgerState state, Signatures signatures, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(signatures);
        var kind = ChoiceText.Find<ContractKind>(ContractKind);
        var publication = ChoiceText.Find<ContractPublication>(Publication);
        var value = Quantity.Read(ContractValue.Trim(), "contractValue");
        return kind is null ? new Problem("bad-choice", "contractKind", $"'{ContractKind}' is not linear or inverse.")
            : publication is null ? new Problem("bad-choice", "publish", $"'{Publication}' is not full or bankruptcy.")
            : value.Problem is { } problem ? problem
            : LedgerDecisions.ListContract(
                state,
                new ContractListed(Symbol, new Contract(kind.Value, value.Value), SettleAssetCode, publication.Value, signatures.By) { ApprovedBy = signatures.ApprovedBy },
                FundId,
                now);
    }

    /// <inheritdoc/>
    public override IEnumerable<ChangeFact> Facts(LedgerState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var before = state.Rulebook.FindContractAt(Symbol, DateTimeOffset.MaxValue)?.Terms;
        yield return new ChangeFact("Kind", before is null ? null : ChoiceText.Of(before.Contract.Kind), ContractKind);
        yield return new ChangeFact("One contract stands for", before?.Contract.ContractValue.ToString(), ContractValue);
        yield return new ChangeFact("Settles in", before?.SettleAssetCode, SettleAssetCode);
        yield return new ChangeFact("Published", before is null ? null : ChoiceText.Of(before.Publication), Publication);
        yield return new ChangeFact("Covered by", state.Rulebook.FindFundOf(Symbol), FundId ?? "as it stands");
    }
}
