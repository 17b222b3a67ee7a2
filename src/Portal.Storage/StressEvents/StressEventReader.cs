using System.Collections.Concurrent;
using Portal.Settlement.Ledger;
using Portal.Settlement.StressEvents;
using Portal.Storage.FundEntries;
using Portal.Storage.Ledger;
using Portal.Storage.Rollups;

namespace Portal.Storage.StressEvents;

/// <summary>Tells what happened in stress events. What it found of one that is over it remembers: nothing of that changes any more but its name.</summary>
public sealed class StressEventReader(
    StressEventFinder finder, StressEventNameStore names, RollupStore rollups, KeptRollups kept, FundEntryStore entries, LedgerStore ledger, BalanceWalk walk)
{
    private const long MinuteMs = 60_000;

    private readonly ConcurrentDictionary<(string FundId, long PeakSequence), StressEvent> _ended = new();

    // Of events that go on: how often ADL started, and up to which entry that was counted. A fund has one such event at a time.
    private readonly ConcurrentDictionary<(string FundId, long PeakSequence), (int Starts, long UpTo)> _adlStarts = new();

    /// <summary>Stress events of funds, the newest peak first.</summary>
    /// <param name="fundIds">The funds.</param>
    /// <param name="beforePeak">Only events whose peak lies before this entry; null from the newest on.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<IReadOnlyList<StressEvent>> ReadAsync(IEnumerable<string> fundIds, long? beforePeak, int limit, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(fundIds);
        var falls = new List<(string FundId, BalanceFall Fall)>();
        foreach (var fundId in fundIds)
        {
            falls.AddRange((await finder.ReadAsync(fundId, cancellation)).Events.Where(fall => beforePeak is not { } before || fall.PeakSequence < before).Take(limit).Select(fall => (fundId, fall)));
        }

        var events = new List<StressEvent>();
        foreach (var fund in falls.OrderByDescending(static one => one.Fall.PeakSequence).Take(limit).GroupBy(static one => one.FundId))
        {
            var named = (await names.ReadAsync(fund.Key, cancellation)).ToDictionary(static name => name.PeakSequence);
            foreach (var (fundId, fall) in fund)
            {
                events.Add(await WholeAsync(fundId, fall, cancellation) with { Named = named.GetValueOrDefault(fall.PeakSequence) });
            }
        }

        return [.. events.OrderByDescending(static one => one.Fall.PeakSequence)];
    }

    /// <summary>One event; null when no event of the fund has its peak at that entry.</summary>
    public async Task<StressEvent?> FindAsync(string fundId, long peakSequence, CancellationToken cancellation)
    {
        if ((await finder.ReadAsync(fundId, cancellation)).Find(peakSequence) is not { } fall)
        {
            return null;
        }

        var named = (await names.ReadAsync(fundId, cancellation)).FirstOrDefault(name => name.PeakSequence == peakSequence);
        return await WholeAsync(fundId, fall, cancellation) with { Named = named };
    }

    private async Task<StressEvent> WholeAsync(string fundId, BalanceFall fall, CancellationToken cancellation)
    {
        var key = (fundId, fall.PeakSequence);
        if (fall.RecoveredSequence is not null && _ended.TryGetValue(key, out var known))
        {
            return known;
        }

        var peakAt = (await ledger.ReadEntryAsync(fall.PeakSequence, cancellation))?.RecordedAtMs ?? fall.Trough.StartUnixMs;
        var low = await walk.FindLowAsync(fundId, fall.Trough, fall.TroughUnits, cancellation);
        var whole = new StressEvent
        {
            FundId = fundId,
            Fall = fall,
            PeakAt = DateTimeOffset.FromUnixTimeMilliseconds(peakAt),
            TroughAt = low?.At ?? DateTimeOffset.FromUnixTimeMilliseconds(fall.Trough.StartUnixMs),
            TroughSequence = low?.Sequence ?? fall.PeakSequence,
            Totals = await TotalsAsync(fundId, fall, peakAt, cancellation),
        };
        return fall.RecoveredSequence is null ? whole : _ended.GetOrAdd(key, whole);
    }

    private async Task<StressEventTotals> TotalsAsync(string fundId, BalanceFall fall, long peakAtMs, CancellationToken cancellation)
    {
        var lastMs = fall.RecoveredAtUnixMs ?? (await rollups.ReadLastAsync(fundId, RollupRow.Minute, long.MaxValue, cancellation))?.StartMs ?? peakAtMs;
        var (fromMs, toMs) = (BalanceRollup.StartOf(peakAtMs, (int)RollupRow.Minute), BalanceRollup.StartOf(lastMs, (int)RollupRow.Minute) + MinuteMs);
        var totals = new StressEventTotals(0, 0, 0, 0, 0, 0, 0, 0, await AdlStartsAsync(fundId, fall, cancellation));
        foreach (var (interval, partFromMs, partToMs) in RollupSegments.Of(fromMs, toMs))
        {
            for (var nextMs = partFromMs; ;)
            {
                var rows = await kept.ReadAsync(fundId, interval, nextMs, partToMs, RollupStore.PageMax, cancellation);
                totals = rows.Aggregate(totals, With);
                if (rows.Count < RollupStore.PageMax)
                {
                    break;
                }

                nextMs = rows[^1].StartMs + 1;
            }
        }

        return totals;
    }

    // Counted from where the last count came to: an event that goes on for months may have thousands.
    private async Task<int> AdlStartsAsync(string fundId, BalanceFall fall, CancellationToken cancellation)
    {
        var key = (fundId, fall.PeakSequence);
        var (counted, upTo) = fall.RecoveredSequence is null ? _adlStarts.GetValueOrDefault(key, (0, fall.PeakSequence - 1)) : (0, fall.PeakSequence - 1);
        var newest = upTo;
        for (var before = fall.RecoveredSequence is { } recovered ? recovered + 1 : long.MaxValue; ;)
        {
            var rows = await entries.ReadSeldomAsync(fundId, AdlChanged.KindName, upTo + 1, before, FundEntryStore.PageMax, cancellation);
            newest = rows.Count == 0 ? newest : Math.Max(newest, rows[0].Sequence);
            counted += rows.Count(static row => LedgerEntry.Read(row.Bytes).Body is AdlChanged { Active: true });
            if (rows.Count < FundEntryStore.PageMax)
            {
                break;
            }

            before = rows[^1].Sequence;
        }

        if (fall.RecoveredSequence is null)
        {
            _adlStarts[key] = (counted, newest);
        }
        else
        {
            _adlStarts.TryRemove(key, out _);
        }

        return counted;
    }

    private static StressEventTotals With(StressEventTotals totals, RollupRow row) => totals with
    {
        LiquidationCount = totals.LiquidationCount + row.LiquidationCount,
        DrawCount = totals.DrawCount + row.DrawCount,
        DrawUnits = Saturating.Add(totals.DrawUnits, row.DrawUnits),
        UncoveredUnits = Saturating.Add(totals.UncoveredUnits, row.UncoveredUnits),
        SurplusUnits = Saturating.Add(totals.SurplusUnits, row.SurplusUnits),
        FeeUnits = Saturating.Add(totals.FeeUnits, row.FeeUnits),
        InjectionUnits = Saturating.Add(totals.InjectionUnits, row.InjectionUnits),
        WithdrawalUnits = Saturating.Add(totals.WithdrawalUnits, row.WithdrawalUnits),
    };
}
