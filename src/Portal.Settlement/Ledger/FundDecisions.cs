using System.Collections.Immutable;
using Portal.Settlement.Amounts;
using Portal.Settlement.Funds;

namespace Portal.Settlement.Ledger;

/// <summary>Decisions about an open fund: its policy, and money that the operator puts in or takes out.</summary>
/// <remarks>Every method returns the entry, already taken by the state; or a problem, and the state is as it was.</remarks>
public static class FundDecisions
{
    /// <summary>The longest reference.</summary>
    public const int ReferenceLengthMax = 200;

    /// <summary>Changes a fund's policy. What the fund holds never changes.</summary>
    public static Checked<ImmutableArray<LedgerEntry>> ChangePolicy(LedgerState state, PolicyChanged change, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(change);
        var policy = change.Policy;
        if (state.Rulebook.FindPolicy(policy.FundId) is not { } before)
        {
            return UnknownFund(policy.FundId);
        }

        var time = TimeOf(state.Find(policy.FundId)!, now);
        var body = change with { Policy = policy with { Sequence = state.Sequence + 1, EffectiveAt = time.RecordedAt } };
        var problem = CheckReason(change.Reason)
            ?? (policy.Asset != before.Asset ? new Problem("wrong-asset", "asset", $"The fund '{policy.FundId}' holds {before.Asset} with {before.Asset.Scale} decimals.") : null)
            ?? LedgerDecisions.CheckPolicy(state.Rulebook, policy)
            ?? (LedgerDecisions.Fits(body) ? null : new Problem("too-long", "symbols", "are more than one entry can hold; list contracts with their fund instead."));
        return problem is not null ? problem : ImmutableArray.Create(state.Append(body, time, policy.FundId));
    }

    /// <summary>Records money that was paid into a fund.</summary>
    public static Checked<ImmutableArray<LedgerEntry>> Inject(LedgerState state, string fundId, Injected payment, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(payment);
        if (state.Find(fundId) is not { } fund)
        {
            return UnknownFund(fundId);
        }

        var problem = CheckPayment(fund, payment.Amount, payment.Reason, payment.Reference)
            ?? (fund.HasRoomFor(payment.Amount.Units) ? null : new Problem("too-large", "amount", "makes a balance that is more than can be kept."));
        return problem is not null ? problem : ImmutableArray.Create(state.Append(payment, TimeOf(fund, now), fundId));
    }

    /// <summary>Takes money out of a fund: never below its floor, never while ADL is on, never in a freeze.</summary>
    public static Checked<ImmutableArray<LedgerEntry>> Withdraw(LedgerState state, string fundId, Withdrawn payment, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(payment);
        if (state.Find(fundId) is not { } fund || state.Rulebook.FindPolicy(fundId) is not { } policy)
        {
            return UnknownFund(fundId);
        }

        var problem = CheckPayment(fund, payment.Amount, payment.Reason, payment.Reference)
            ?? LedgerDecisions.CheckNotFrozen(state)
            ?? (fund.AdlSinceSequence is { } adl ? new Problem("adl-active", "fund", $"ADL is on since entry {adl}: nothing is withdrawn until it has stopped.") : null)
            ?? ((Int128)fund.BalanceUnits - payment.Amount.Units < policy.Floor.Units
                ? new Problem("below-floor", "amount", $"leaves less than the floor of {policy.Floor}; the balance is {fund.Balance}.")
                : null);
        return problem is not null ? problem : ImmutableArray.Create(state.Append(payment, TimeOf(fund, now), fundId));
    }

    private static Problem? CheckPayment(FundState fund, Money amount, string reason, string? reference) =>
        (amount == default || amount.Asset != fund.Asset ? new Problem("wrong-asset", "amount", $"is not an amount of {fund.Asset} with {fund.Asset.Scale} decimals.") : null)
        ?? (amount.Units <= 0 ? new Problem("not-positive", "amount", "is not above zero.") : null)
        ?? CheckReason(reason)
        ?? (reference is null ? null : LedgerDecisions.CheckText(reference, ReferenceLengthMax, "reference"));

    private static Problem? CheckReason(string reason) => LedgerDecisions.CheckText(reason, LedgerDecisions.ReasonLengthMax, "reason");

    /// <summary>When a decision about a fund is recorded: now, or with its last entry where that is later.</summary>
    internal static EntryTime TimeOf(FundState fund, DateTimeOffset now)
    {
        var at = fund.LastRecordedAt > now ? fund.LastRecordedAt : now;
        return new EntryTime(at, at, Replayed: false);
    }

    private static Problem UnknownFund(string fundId) => new("unknown-fund", "fund", $"There is no fund '{fundId}'.");
}
