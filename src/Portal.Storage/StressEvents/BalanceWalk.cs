using System.Collections.Concurrent;
using Portal.Settlement.Ledger;
using Portal.Settlement.StressEvents;
using Portal.Storage.FundEntries;
using Portal.Storage.Ledger;
using Portal.Storage.Rollups;

namespace Portal.Storage.StressEvents;

/// <summary>Leads a scan through a fund's balance: in rollups as long as they can be, and in shorter ones or single entries only where the scan asks for them.</summary>
public sealed class BalanceWalk(RollupStore rollups, KeptRollups kept, FundEntryStore entries, LedgerStore ledger)
{
    private const int StepsPage = 2_000;
    private const long MinuteMs = 60_000;
    private const int FoundMax = 4_096;

    // The first entry that held a balance stays the first, whatever comes later; a minute of a crash may hold a hundred thousand entries to look through.
    private readonly ConcurrentDictionary<(string FundId, long StartMs, long Minutes, long Units, bool IsLow), (long Sequence, DateTimeOffset At)> _found = new();

    /// <summary>Leads the scan through everything from a time on and before another.</summary>
    /// <param name="fundId">The fund.</param>
    /// <param name="scan">Takes the spans.</param>
    /// <param name="intervalMinutes">The longest rollups to begin with.</param>
    /// <param name="fromMs">The start of the first one, Unix ms.</param>
    /// <param name="toMs">Where to stop, Unix ms.</param>
    /// <param name="cancellation">Ends the walk.</param>
    public async Task WalkAsync(string fundId, DrawdownScan scan, long intervalMinutes, long fromMs, long toMs, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scan);
        for (var nextMs = fromMs; ;)
        {
            var rows = await kept.ReadAsync(fundId, intervalMinutes, nextMs, toMs, RollupStore.PageMax, cancellation);
            foreach (var row in rows)
            {
                await TakeAsync(fundId, scan, row, cancellation);
            }

            if (rows.Count < RollupStore.PageMax)
            {
                return;
            }

            nextMs = rows[^1].StartMs + 1;
        }
    }

    /// <summary>Gives the scan one rollup, or what it consists of.</summary>
    public async Task TakeAsync(string fundId, DrawdownScan scan, RollupRow row, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scan);
        ArgumentNullException.ThrowIfNull(row);
        if (scan.Take(BalanceSpan.Of(row.ToRollup())))
        {
            return;
        }

        if (Shorter(row.IntervalMinutes) is { } shorter)
        {
            await WalkAsync(fundId, scan, shorter, row.StartMs, EndOf(row.StartMs, row.IntervalMinutes), cancellation);
            return;
        }

        await foreach (var step in StepsAsync(fundId, row.StartMs, cancellation))
        {
            scan.Take(BalanceSpan.AfterEntry(step.Sequence, step.RecordedAtMs, step.BalanceAfterUnits, await WithdrawnAsync(step, cancellation)));
        }
    }

    /// <summary>Finds the very entry at which a balance was first held as low as in a span.</summary>
    /// <returns>The entry and when it was recorded; null when the span holds no such balance any more.</returns>
    public Task<(long Sequence, DateTimeOffset At)?> FindLowAsync(string fundId, BalanceSpan span, long lowUnits, CancellationToken cancellation) =>
        KeepAsync((fundId, span.StartUnixMs, (long)span.IntervalMinutes, lowUnits, true), () => FindAsync(fundId, span, row => row.LowUnits <= lowUnits, balance => balance <= lowUnits, cancellation));

    /// <summary>The same for a balance as high as in a span.</summary>
    public Task<(long Sequence, DateTimeOffset At)?> FindHighAsync(string fundId, BalanceSpan span, long highUnits, CancellationToken cancellation) =>
        KeepAsync((fundId, span.StartUnixMs, (long)span.IntervalMinutes, highUnits, false), () => FindAsync(fundId, span, row => row.HighUnits >= highUnits, balance => balance >= highUnits, cancellation));

    private async Task<(long Sequence, DateTimeOffset At)?> KeepAsync(
        (string FundId, long StartMs, long Minutes, long Units, bool IsLow) key, Func<Task<(long Sequence, DateTimeOffset At)?>> find)
    {
        if (key.Minutes == 0)
        {
            // A single entry: it is the answer itself, and several may share a millisecond.
            return await find();
        }

        if (_found.TryGetValue(key, out var known))
        {
            return known;
        }

        var found = await find();
        if (found is { } entry)
        {
            if (_found.Count >= FoundMax)
            {
                _found.Clear();
            }

            _found[key] = entry;
        }

        return found;
    }

    private async Task<(long Sequence, DateTimeOffset At)?> FindAsync(
        string fundId, BalanceSpan span, Predicate<RollupRow> holds, Predicate<long> isHeld, CancellationToken cancellation)
    {
        var (startMs, minutes) = (span.StartUnixMs, (long)span.IntervalMinutes);
        if (span.IsEntry)
        {
            return (span.HighSequence, DateTimeOffset.FromUnixTimeMilliseconds(startMs));
        }

        while (Shorter(minutes) is { } shorter)
        {
            var parts = await kept.ReadAsync(fundId, shorter, startMs, EndOf(startMs, minutes), RollupStore.PageMax, cancellation);
            if (parts.FirstOrDefault(part => holds(part)) is not { } found)
            {
                return null;
            }

            (startMs, minutes) = (found.StartMs, shorter);
        }

        await foreach (var step in StepsAsync(fundId, startMs, cancellation))
        {
            // The balance before the first is the one that the minute began with, which may be the one looked for.
            if (isHeld(step.BalanceAfterUnits) || isHeld(step.BalanceBeforeUnits))
            {
                return (step.Sequence, DateTimeOffset.FromUnixTimeMilliseconds(step.RecordedAtMs));
            }
        }

        return null;
    }

    // The entries of one minute.
    private async IAsyncEnumerable<BalanceStepRow> StepsAsync(
        string fundId, long minuteMs, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var after = (await rollups.ReadLastAsync(fundId, RollupRow.Minute, minuteMs - 1, cancellation))?.LastSequence ?? 0;
        while (true)
        {
            var page = await entries.ReadBalancesAsync(fundId, after, StepsPage, cancellation);
            foreach (var step in page)
            {
                if (step.RecordedAtMs >= minuteMs + MinuteMs)
                {
                    yield break;
                }

                yield return step;
            }

            if (page.Count < StepsPage)
            {
                yield break;
            }

            after = page[^1].Sequence;
        }
    }

    // Only of these two can it be anything but nothing, and both are seldom.
    private async Task<long> WithdrawnAsync(BalanceStepRow step, CancellationToken cancellation) =>
        step.Kind is Withdrawn.KindName or EntryReversed.KindName && await ledger.ReadEntryAsync(step.Sequence, cancellation) is { } row
            ? BalanceSpan.WithdrawnBy(LedgerEntry.Read(row.Bytes))
            : 0;

    private static long? Shorter(long minutes) => minutes switch
    {
        RollupRow.Day => RollupRow.Hour,
        RollupRow.Hour => RollupRow.Minute,
        _ => null,
    };

    private static long EndOf(long startMs, long minutes) => startMs + (minutes * MinuteMs);
}
