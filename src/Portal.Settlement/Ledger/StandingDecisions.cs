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
            ?? (AllocationRate.StandingOf(found, rates, at) is RateStanding.Scheduled or RateStanding.Suspended
                ? null
                : new Problem("not-scheduled", "rateSequence", $"The rate of entry {found.Sequence} is not scheduled."))
            ?? (found.EffectiveAt - at < LastMinutes && found.SuspendedSequence is null
                ? new Problem("too-late", "rateSequence", $"It takes effect at {TimeText.Of(found.EffectiveAt)}, and in the last {(long)LastMinutes.TotalMinutes} minutes it stands.")
                : null);
        return problem is not null ? problem : ImmutableArray.Create(state.Append(cancelled, new EntryTime(at, at, Replayed: false), fundId));
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
