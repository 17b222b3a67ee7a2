using System.Collections.Immutable;
using Portal.Settlement;
using Portal.Settlement.Amounts;
using Portal.Settlement.Ledger;

namespace Portal.Admin.Proposals.Changes;

/// <summary>A fund is opened.</summary>
public sealed record FundOpening : RuleChange
{
    /// <summary>The kind as it is stored.</summary>
    public const string KindName = "opening";

    /// <summary>The fund's id as it stands in addresses.</summary>
    public required string FundId { get; init; }

    /// <summary>Code of the asset it holds.</summary>
    public required string AssetCode { get; init; }

    /// <summary>The asset's decimals, where this is its first use.</summary>
    public required int Scale { get; init; }

    /// <summary>The opening balance, a decimal string.</summary>
    public required string Opening { get; init; }

    /// <summary>Its policy.</summary>
    public required PolicyTerms Terms { get; init; }

    /// <inheritdoc/>
    public override string Kind => KindName;

    /// <inheritdoc/>
    public override string Title => $"Open the fund {FundId} with {Opening} {AssetCode}";

    /// <inheritdoc/>
    public override string? SubjectFundId => FundId;

    /// <inheritdoc/>
    public override bool HasPublicReason => false;

    /// <inheritdoc/>
    public override Checked<ImmutableArray<LedgerEntry>> Decide(LedgerState state, Signatures signatures, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(signatures);
        if (Asset.Check(AssetCode, Scale) is { } assetProblem)
        {
            return assetProblem;
        }

        var asset = new Asset(AssetCode, Scale);
        var opening = Money.Read(Opening.Trim(), asset, "opening");
        var policy = Terms.Read(FundId, asset, isDemo: false);
        return (opening.Problem ?? policy.Problem) is { } problem
            ? problem
            : LedgerDecisions.OpenFund(state, new FundOpened(policy.Value, opening.Value, signatures.By) { ApprovedBy = signatures.ApprovedBy }, now);
    }

    /// <inheritdoc/>
    public override IEnumerable<ChangeFact> Facts(LedgerState state) =>
        [new("Asset", null, $"{AssetCode}, {Scale} decimals"), new("Opening balance", null, $"{Opening} {AssetCode}"), .. Terms.Facts(null)];
}

/// <summary>A fund gets another policy.</summary>
public sealed record FundPolicyChange : RuleChange
{
    /// <summary>The kind as it is stored.</summary>
    public const string KindName = "policy";

    /// <summary>The fund.</summary>
    public required string FundId { get; init; }

    /// <summary>The entry whose policy the proposer saw: nobody may change what was changed meanwhile unseen.</summary>
    public required long PolicySequence { get; init; }

    /// <summary>The whole new policy.</summary>
    public required PolicyTerms Terms { get; init; }

    /// <inheritdoc/>
    public override string Kind => KindName;

    /// <inheritdoc/>
    public override string Title => $"Another policy for {FundId}";

    /// <inheritdoc/>
    public override string? SubjectFundId => FundId;

    /// <inheritdoc/>
    public override Checked<ImmutableArray<LedgerEntry>> Decide(LedgerState state, Signatures signatures, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(signatures);
        if (state.Rulebook.FindPolicy(FundId) is not { } before)
        {
            return new Problem("unknown-fund", "fund", $"There is no fund '{FundId}'.");
        }

        if (before.Sequence != PolicySequence)
        {
            return new Problem("policy-changed", null, $"Entry {before.Sequence} has changed the policy since this was proposed. Propose it anew.");
        }

        var policy = Terms.Read(FundId, before.Asset, before.IsDemo);
        return policy.Problem is { } problem ? problem
            : !Facts(state).Any() ? new Problem("no-change", null, "That is how it stands already.")
            : FundDecisions.ChangePolicy(state, new PolicyChanged(policy.Value, Reason, signatures.By) { ApprovedBy = signatures.ApprovedBy }, now);
    }

    /// <inheritdoc/>
    public override IEnumerable<ChangeFact> Facts(LedgerState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Rulebook.FindPolicy(FundId) is { } before ? Terms.Facts(PolicyTerms.Of(before)) : Terms.Facts(null);
    }
}
