using Portal.Settlement.Amounts;
using Portal.Settlement.Deleveraging;

namespace Portal.Settlement.Ledger;

/// <summary>Starts and stops auto-deleveraging: judged after every entry of a fund and, for the passing of time, once a minute.</summary>
public static class AdlJudgement
{
    /// <summary>Judges a fund after an entry; the change, if there is one, becomes the next entry, at the same moment.</summary>
    public static LedgerEntry? AfterEntry(LedgerState state, LedgerEntry entry)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(entry);
        var leftUncovered = entry.Body is LiquidationSettled { Result.Uncovered.Units: > 0 };
        return entry.FundId is { } fundId && entry.Body is not AdlChanged
            ? Judge(state, state.Find(fundId)!, new EntryTime(entry.RecordedAt, entry.RecordedAt, entry.Replayed), entry.Sequence, leftUncovered)
            : null;
    }

    /// <summary>Judges a fund for the passing of time. One that last settled from a recording lives by the recording's clock, and no other.</summary>
    public static LedgerEntry? AtTime(LedgerState state, FundState fund, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(fund);
        return now >= fund.LastRecordedAt && !fund.LastReplayed ? Judge(state, fund, new EntryTime(now, now, Replayed: false), causeSequence: null, leftUncovered: false) : null;
    }

    private static LedgerEntry? Judge(LedgerState state, FundState fund, EntryTime time, long? causeSequence, bool leftUncovered)
    {
        var policy = state.Rulebook.FindPolicy(fund.FundId)!;
        var reading = fund.Read(policy, time.RecordedAt, leftUncovered);
        var active = fund.AdlSinceSequence is not null;
        AdlCause? cause = active
            ? (AdlTrigger.Stops(reading) ? AdlCause.Recovered : null)
            : AdlTrigger.FindStart(reading);
        if (cause is not { } why)
        {
            return null;
        }

        var (peakUnits, peakSequence) = fund.PeakAtTime(time.RecordedAt);
        var body = new AdlChanged
        {
            Active = !active,
            Cause = why,
            CauseSequence = causeSequence,
            Peak = new Money(peakUnits, fund.Asset),
            PeakSequence = peakSequence,
            DrawdownPpm = AdlTrigger.DrawdownPpm(fund.BalanceUnits, peakUnits),
            Thresholds = policy.Thresholds,
        };
        return state.Append(body, time, fund.FundId);
    }
}
