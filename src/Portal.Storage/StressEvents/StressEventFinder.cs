using System.Collections.Concurrent;
using System.Collections.Immutable;
using Portal.Settlement.StressEvents;
using Portal.Storage.Rollups;

namespace Portal.Storage.StressEvents;

/// <summary>Finds the stress events of funds. One per process: it remembers how far it came, so that each read goes on from the last day that is over.</summary>
/// <remarks>
/// The first read of a fund takes a row for each of its days, and shorter ones for the days in which something counts. After that a read takes the rows of days that are new.
/// Nothing of it is stored: it follows from the ledger, and any process finds the same.
/// </remarks>
public sealed class StressEventFinder(RollupStore rollups, BalanceWalk walk)
{
    private readonly ConcurrentDictionary<string, FundProgress> _funds = new(StringComparer.Ordinal);

    /// <summary>The falls of a fund's balance up to its last entry.</summary>
    public async Task<FundDrawdowns> ReadAsync(string fundId, CancellationToken cancellation)
    {
        var progress = _funds.GetOrAdd(fundId, static _ => new FundProgress());
        await progress.Reading.WaitAsync(cancellation);
        try
        {
            return await ReadAsync(fundId, progress, cancellation);
        }
        finally
        {
            progress.Reading.Release();
        }
    }

    private async Task<FundDrawdowns> ReadAsync(string fundId, FundProgress progress, CancellationToken cancellation)
    {
        while (true)
        {
            var days = await rollups.ReadAsync(fundId, RollupRow.Day, progress.NextDayMs, long.MaxValue, RollupStore.PageMax, cancellation);
            foreach (var day in days.SkipLast(1))
            {
                // The fund's clock never goes back, so a day that another one follows is over. Half a day taken by a read that failed must not count.
                var scan = progress.Scan.Fork();
                await walk.TakeAsync(fundId, scan, day, cancellation);
                (progress.Scan, progress.NextDayMs) = (scan, day.StartMs + 1);
            }

            if (days.Count < RollupStore.PageMax)
            {
                return await FinishAsync(fundId, progress, days.Count == 0 ? null : days[^1], cancellation);
            }
        }
    }

    private async Task<FundDrawdowns> FinishAsync(string fundId, FundProgress progress, RollupRow? today, CancellationToken cancellation)
    {
        if (progress.Found is { } found && progress.Today == today)
        {
            return found;
        }

        var scan = progress.Scan.Fork();
        if (today is not null)
        {
            await walk.TakeAsync(fundId, scan, today, cancellation);
        }

        ImmutableArray<BalanceFall> events = [.. scan.Ongoing is { } ongoing ? [ongoing] : Array.Empty<BalanceFall>(), .. scan.Ended.Reverse()];
        (progress.Today, progress.Found) = (today, new FundDrawdowns(fundId, events, scan.Deepest));
        return progress.Found;
    }

    /// <summary>How far one fund was looked through.</summary>
    private sealed class FundProgress
    {
        public SemaphoreSlim Reading { get; } = new(1, 1);

        /// <summary>After every day that is over.</summary>
        public DrawdownScan Scan { get; set; } = DrawdownScan.WithoutSlight([]);

        public long NextDayMs { get; set; } = long.MinValue;

        public RollupRow? Today { get; set; }

        public FundDrawdowns? Found { get; set; }
    }
}
