using System.Collections.Immutable;
using Portal.Settlement;
using Portal.Settlement.Amounts;
using Portal.Settlement.Ledger;

namespace Portal.Admin.Proposals.Changes;

/// <summary>Money that the operator pays into a fund or takes out of it.</summary>
public abstract record Payment : RuleChange
{
    /// <summary>The fund.</summary>
    public required string FundId { get; init; }

    /// <summary>How much, a decimal string.</summary>
    public required string Amount { get; init; }

    /// <summary>Where the payment can be found, such as a transaction's id; null when nowhere. Public.</summary>
    public string? Reference
    {
        get;
        init => field = CleanOptional(value);
    }

    /// <inheritdoc/>
    public override string? SubjectFundId => FundId;

    /// <inheritdoc/>
    public override Checked<ImmutableArray<LedgerEntry>> Decide(LedgerState state, Signatures signatures, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        var amount = ReadAmount(state);
        return amount.Problem is { } problem ? problem : Decide(state, amount.Value, signatures, now);
    }

    /// <inheritdoc/>
    public override IEnumerable<ChangeFact> Facts(LedgerState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var asset = state.Find(FundId)?.Asset.Code;
        yield return new ChangeFact("Amount", null, $"{Amount} {asset}");
        if (state.Find(FundId) is { } fund && ReadAmount(state) is { Problem: null } amount)
        {
            var after = Signed((Int128)fund.BalanceUnits, amount.Value.Units);
            yield return new ChangeFact(
                "Balance, as it stands now", $"{fund.Balance} {asset}", after >= 0 && after <= long.MaxValue ? $"{new Money((long)after, fund.Asset)} {asset}" : "can't be");
        }

        if (Reference is not null)
        {
            yield return new ChangeFact("Reference", null, Reference);
        }
    }

    /// <summary>The amount in the fund's asset.</summary>
    internal Checked<Money> ReadAmount(LedgerState state) => state.Find(FundId) is { } fund
        ? Money.Read(Amount.Trim(), fund.Asset, "amount")
        : new Problem("unknown-fund", "fund", $"There is no fund '{FundId}'.");

    /// <summary>Makes the entry.</summary>
    protected abstract Checked<ImmutableArray<LedgerEntry>> Decide(LedgerState state, Money amount, Signatures signatures, DateTimeOffset now);

    /// <summary>The balance afterwards.</summary>
    protected abstract Int128 Signed(Int128 balance, long amount);
}

/// <summary>Money that was paid into a fund.</summary>
public sealed record Injection : Payment
{
    /// <summary>The kind as it is stored.</summary>
    public const string KindName = "injection";

    /// <inheritdoc/>
    public override string Kind => KindName;

    /// <inheritdoc/>
    public override string Title => $"Pay {Amount} into {FundId}";

    /// <inheritdoc/>
    protected override Checked<ImmutableArray<LedgerEntry>> Decide(LedgerState state, Money amount, Signatures signatures, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(signatures);
        return FundDecisions.Inject(state, FundId, new Injected(amount, Reason, Reference, signatures.By) { ApprovedBy = signatures.ApprovedBy }, now);
    }

    /// <inheritdoc/>
    protected override Int128 Signed(Int128 balance, long amount) => balance + amount;
}

/// <summary>Money that is taken out of a fund.</summary>
public sealed record Withdrawal : Payment
{
    /// <summary>The kind as it is stored.</summary>
    public const string KindName = "withdrawal";

    /// <inheritdoc/>
    public override string Kind => KindName;

    /// <inheritdoc/>
    public override string Title => $"Take {Amount} out of {FundId}";

    /// <inheritdoc/>
    protected override Checked<ImmutableArray<LedgerEntry>> Decide(LedgerState state, Money amount, Signatures signatures, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(signatures);
        return FundDecisions.Withdraw(state, FundId, new Withdrawn(amount, Reason, Reference, signatures.By) { ApprovedBy = signatures.ApprovedBy }, now);
    }

    /// <inheritdoc/>
    protected override Int128 Signed(Int128 balance, long amount) => balance - amount;
}
