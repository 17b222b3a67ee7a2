using System.Collections.Immutable;
using Portal.Settlement.FeeAllocation;

namespace Portal.Settlement.Ledger;

/// <summary>Decisions about what was decided before: taking back a scheduled rate, freezing everything and setting it free.</summary>
/// <remarks>Every method returns the entry, already taken by the state; or a problem, and the state is as it was.</remarks>
public static class StandingDecisions
{
    /// <summary>From this long before a rate takes effect it can't be taken back.</summary>
    public static readonly TimeSpan LastMinutes = TimeSpan.FromMinutes(5);

    /// <summary>Takes back a rate that is scheduled, up to <see cref="LastMinutes"/> before it takes effect.</summary>
    public static Checked<ImmutableArray<LedgerEntry>> CancelRate(LedgerState state, string fundId, RateCancelled cancelled, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(cancelled);
        if (state.Find(fundId) is not { } fund)
        {
            return new Problem("unknown-fund", "fund", $"There is no fund '{fundId}'.");
        }

        var at = TimeText.WholeMilliseconds(fund.LastRecordedAt > now ? fund.LastRecordedAt : now);
        var rates = state.Rulebook.RatesOf(fundId);
        if (rates.FirstOrDefault(rate => rate.Sequence == cancelled.RateSequence) is not { } found)
        {
            return new Problem("unknown-rate", "rateSequence", $"Entry {cancelled.RateSequence} sets no rate of the fund '{fundId}'.");
        }

        var problem = LedgerDecisions.CheckText(cancelled.Reason, LedgerDecisions.ReasonLengthMax, "reason")
            ?? CheckCancellable(found, rates, at);
        return problem is not null ? problem : ImmutableArray.Create(state.Append(cancelled, new EntryTime(at, at, Replayed: false), fundId));
    }

    /// <summary>Why a rate can't be taken back at a time; null when it can.</summary>
    /// <param name="rate">The rate.</param>
    /// <param name="rates">All rates of its fund.</param>
    /// <param name="at">The time, by the fund's clock.</param>
    public static Problem? CheckCancellable(AllocationRate rate, IEnumerable<AllocationRate> rates, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(rate);
        return AllocationRate.StandingOf(rate, rates, at) is not (RateStanding.Scheduled or RateStanding.Suspended)
                ? new Problem("not-scheduled", "rateSequence", $"The rate of entry {rate.Sequence} is not scheduled.")
            : rate.EffectiveAt - at < LastMinutes && rate.SuspendedSequence is null
                ? new Problem("too-late", "rateSequence", $"It takes effect at {TimeText.Of(rate.EffectiveAt)}, and in the last {(long)LastMinutes.TotalMinutes} minutes it stands.")
            : null;
    }

    /// <summary>Freezes everything, or sets it free: see <see cref="FreezeChanged"/>.</summary>
    public static Checked<ImmutableArray<LedgerEntry>> SetFreeze(LedgerState state, FreezeChanged freeze, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(freeze);
        var problem = LedgerDecisions.CheckText(freeze.Reason, LedgerDecisions.ReasonLengthMax, "reason")
            ?? (freeze.Active ? LedgerDecisions.CheckNotFrozen(state) : null)
            ?? (!freeze.Active && state.Rulebook.Freeze is null ? new Problem("not-frozen", null, "Nothing is frozen.") : null)
            ?? (state.Rulebook.Freeze is { } since && now < since.Since ? new Problem("clock", null, "The clock is before the beginning of the freeze.") : null);
        return problem is not null ? problem : ImmutableArray.Create(state.Append(freeze, new EntryTime(now, now, Replayed: false)));
    }
}
