using Portal.Settlement.Ledger;
using Portal.Storage.Ledger;
using Portal.Storage.Liquidations;
using Portal.Storage.Rollups;

namespace Portal.Web.Live;

/// <summary>What a <see cref="LiveLedger"/> begins with besides the position itself.</summary>
internal sealed record LiveBeginning
{
    /// <summary>What is remembered of each fund.</summary>
    public required Dictionary<string, FundTrack> Tracks { get; init; }

    /// <summary>The newest liquidations, the oldest first.</summary>
    public required IReadOnlyList<LiveLiquidation> Liquidations { get; init; }

    /// <summary>Every liquidation after this sequence is among them.</summary>
    public required long LiquidationsAfter { get; init; }

    /// <summary>The newest ADL changes, the oldest first.</summary>
    public required IReadOnlyList<LiveEntry> AdlChanges { get; init; }

    /// <summary>When the last entry was recorded.</summary>
    public required DateTimeOffset? LastEntryAt { get; init; }
}

/// <summary>Reads where the ledger stands and what is shown of its last day, in a bounded number of rows.</summary>
public sealed class LiveReader(LedgerPositions positions, LedgerStore ledger, LiquidationStore liquidations, RollupStore rollups, TimeProvider time)
{
    private const int DecisionsPage = 2_000;
    private const long MinuteMs = 60_000;
    private const long HourMs = 60 * MinuteMs;
    private const long DayMs = 24 * HourMs;

    internal async Task<LiveLedger> ReadAsync(CancellationToken cancellation)
    {
        var state = (await positions.ReadAsync(cancellation)).State;
        var tracks = new Dictionary<string, FundTrack>(StringComparer.Ordinal);
        foreach (var fund in state.Funds)
        {
            tracks[fund.FundId] = await ReadTrackAsync(fund, state.Sequence, cancellation);
        }

        // The ledger may have grown since the position was read; what came later is taken entry by entry.
        var newest = await liquidations.ReadNewestAsync(LiquidationStore.PageMax, cancellation);
        var known = newest.Where(row => row.Sequence <= state.Sequence).Reverse().ToArray();
        var last = state.Sequence == 0 ? null : await ledger.ReadEntryAsync(state.Sequence, cancellation);
        return new LiveLedger(state, new LiveBeginning
        {
            Tracks = tracks,
            Liquidations = [.. known.Select(row => LiveLiquidation.Read(row.Bytes, state.Rulebook))],
            LiquidationsAfter = newest.Count < LiquidationStore.PageMax ? 0 : known.Length == 0 ? state.Sequence : known[0].Sequence - 1,
            AdlChanges = await ReadAdlChangesAsync(state.Sequence, cancellation),
            LastEntryAt = last is null ? null : DateTimeOffset.FromUnixTimeMilliseconds(last.RecordedAtMs),
        });
    }

    private async Task<FundTrack> ReadTrackAsync(FundState fund, long untilSequence, CancellationToken cancellation)
    {
        var day = await ReadDayAsync(fund, untilSequence, cancellation);
        var hours = await ReadHoursAsync(fund, untilSequence, cancellation);
        var track = new FundTrack(day, hours, await new LowReader(ledger, rollups).ReadAsync(fund, cancellation));
        var before = fund.FundSequence - FundTrack.EntriesMax;
        foreach (var row in await ledger.ReadFundEntriesAsync(fund.FundId, before, FundTrack.EntriesMax, cancellation))
        {
            track.Remember(LedgerEntry.Read(row.Bytes));
        }

        return track;
    }

    private async Task<DayWindow> ReadDayAsync(FundState fund, long untilSequence, CancellationToken cancellation)
    {
        var (lastMs, nowMs) = ClockOf(fund);
        var before = await rollups.ReadLastAsync(fund.FundId, RollupRow.Minute, nowMs - DayMs, cancellation);
        var minutes = await rollups.ReadAsync(fund.FundId, RollupRow.Minute, nowMs - DayMs, lastMs + 1, RollupStore.PageMax, cancellation);
        var opening = before is null && minutes.Count > 0 ? minutes[0].OpenUnits : fund.BalanceUnits;
        var day = new DayWindow(opening);
        foreach (var minute in minutes.Prepend(before).OfType<RollupRow>().Where(minute => minute.LastSequence <= untilSequence))
        {
            day.Add(minute.ToRollup());
        }

        // The minute that the position ends in may have gone on meanwhile, so the position itself says how it stood.
        if (fund.Rollups.FirstOrDefault(static rollup => rollup.IntervalMinutes == 1) is { } current)
        {
            day.Add(current);
        }

        return day;
    }

    private async Task<HourWindow> ReadHoursAsync(FundState fund, long untilSequence, CancellationToken cancellation)
    {
        var (lastMs, nowMs) = ClockOf(fund);

        // An hour more than the window, which begins with a full one.
        var fromMs = nowMs - (HourWindow.Days * DayMs) - HourMs;
        var before = await rollups.ReadLastAsync(fund.FundId, RollupRow.Hour, fromMs - 1, cancellation);
        var rows = await rollups.ReadAsync(fund.FundId, RollupRow.Hour, fromMs, lastMs + 1, RollupStore.PageMax, cancellation);
        var hours = new HourWindow();
        foreach (var hour in rows.Prepend(before).OfType<RollupRow>().Where(hour => hour.LastSequence <= untilSequence))
        {
            hours.Add(hour.ToRollup());
        }

        if (fund.Rollups.FirstOrDefault(static rollup => rollup.IntervalMinutes == RollupRow.Hour) is { } current)
        {
            hours.Add(current);
        }

        return hours;
    }

    private (long LastMs, long NowMs) ClockOf(FundState fund)
    {
        var lastMs = fund.LastRecordedAt.ToUnixTimeMilliseconds();
        return (lastMs, fund.LastReplayed ? lastMs : Math.Max(lastMs, time.GetUtcNow().ToUnixTimeMilliseconds()));
    }

    // Starts and stops are kept among the decisions, of which there are few.
    private async Task<IReadOnlyList<LiveEntry>> ReadAdlChangesAsync(long untilSequence, CancellationToken cancellation)
    {
        var changes = new Queue<LedgerEntryRow>();
        long after = 0;
        while (true)
        {
            var rows = await ledger.ReadDecisionsAsync(after, DecisionsPage, cancellation);
            foreach (var row in rows.Where(row => row.Kind == AdlChanged.KindName && row.Sequence <= untilSequence))
            {
                changes.Enqueue(row);
                if (changes.Count > LiveSnapshot.AdlChangesMax)
                {
                    changes.Dequeue();
                }
            }

            if (rows.Count < DecisionsPage)
            {
                return [.. changes.Select(static row => new LiveEntry(LedgerEntry.Read(row.Bytes), new RawJson(row.Bytes)))];
            }

            after = rows[^1].Sequence;
        }
    }
}
