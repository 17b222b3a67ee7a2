using System.Globalization;
using Portal.Benchmarks.Measuring;
using Portal.Benchmarks.Settling;
using Portal.Storage.Database;

namespace Portal.Benchmarks.Growing;

/// <summary>What a longer ledger costs, in settling and in reading.</summary>
internal static class GrowBenchmark
{
    private const int SmallEntries = 10_000;
    private const int MiddleEntries = 1_000_000;
    private const int BatchRecords = 1_000;
    private const double LeastOfSmall = 0.8;

    public static async Task RunAsync(BenchmarkArguments arguments, CancellationToken cancellation)
    {
        var entries = arguments.Number("entries", otherwise: MiddleEntries, least: SmallEntries, most: 20_000_000);
        var events = arguments.Number("events", otherwise: 20_000, least: BatchRecords, most: 200_000);
        var rounds = arguments.Number("rounds", otherwise: 5, least: 1, most: 100);
        var ids = arguments.Choice("ids", "both", "ordered", "random");
        int[] sizes = [.. new[] { SmallEntries, MiddleEntries, entries }.Where(size => size <= entries).Distinct()];
        var eventsMost = entries + (sizes.Length * (rounds + (long)SettlingPair.WarmUpRounds) * events);
        using var folder = ScratchFolder.Make(arguments.Text("folder"), 2 * eventsMost * SettlingPair.BytesPerEvent);
        Console.WriteLine(
            $"{events:#,0} events a round, {BatchRecords:#,0} to a transaction, SQLite WAL synchronous=FULL; cache {PortalDatabase.WriterCacheMebibytes} MiB of a "
            + $"writer on both sides, {PortalDatabase.ReaderCacheMebibytes} MiB of a reader; the operating system caches files as it sees fit.");
        foreach (var randomIds in new[] { false, true }.Where(random => ids is "both" || (ids is "random") == random))
        {
            var sizesOfIds = new SizesOfOneLedger(folder, randomIds, events, rounds);
            await sizesOfIds.MeasureAsync(sizes, cancellation);
        }

        Console.WriteLine($"Load afterwards: {Machine.Load()}");
    }

    /// <summary>One ledger, stopped at each size.</summary>
    private sealed class SizesOfOneLedger(ScratchFolder folder, bool randomIds, int events, int rounds)
    {
        private readonly string _name = randomIds ? "random" : "ordered";
        private readonly LiquidationMix _mix = new(randomIds);
        private double? _smallRatio;

        public async Task MeasureAsync(int[] sizes, CancellationToken cancellation)
        {
            var (file, small) = (folder.File($"{_name}.db"), folder.File($"{_name}-small.db"));
            var ledger = new GrowingLedger(file, _mix);
            await ledger.BeginAsync(cancellation);
            foreach (var size in sizes)
            {
                Console.WriteLine();
                Console.WriteLine($"{size:#,0} entries, {_name} ids");
                await ledger.GrowAsync(size, cancellation);
                if (size == SmallEntries)
                {
                    SettlingPortal.Copy(file, small);
                }
                else
                {
                    await ReadAsync(file, small, cancellation);
                }

                await SettleAsync(file, ledger, cancellation);
            }

            folder.Delete($"{_name}.db");
        }

        private async Task ReadAsync(string file, string small, CancellationToken cancellation)
        {
            using var here = await LedgerReads.OpenAsync(file, cancellation);
            using var there = await LedgerReads.OpenAsync(small, cancellation);
            foreach (var (name, times, read) in LedgerReads.Kinds)
            {
                var comparison = new Comparison(name, $"at {SmallEntries:#,0} entries", "a second");
                for (var round = -1; round < 2 * rounds; round++)
                {
                    var (longer, shorter) = (await here.MeasureAsync(times, read, cancellation), await there.MeasureAsync(times, read, cancellation));
                    if (round >= 0)
                    {
                        comparison.Add(longer, shorter);
                    }
                }

                comparison.Print(LeastOfSmall);
            }
        }

        private async Task SettleAsync(string file, GrowingLedger ledger, CancellationToken cancellation)
        {
            var yardstick = folder.File($"{_name}-yardstick.db");
            SettlingPortal.Copy(file, yardstick);
            var clock = new ShiftedClock(ledger.Reached);
            var comparison = new Comparison("settling", "bare inserts of the same rows", "events/s");
            var processor = new Comparison("  by processor time", "bare inserts of the same rows", "events/s");
            var pair = new SettlingPair(file, yardstick, _mix, BatchRecords, clock);
            await pair.MeasureAsync(comparison, processor, rounds, events, readsBodies: false, cancellation);
            ledger.Skip(clock.GetUtcNow() - ledger.Reached);
            folder.Delete($"{_name}-yardstick.db");

            comparison.Print();
            processor.Print();
            _smallRatio ??= comparison.Ratio;
            var kept = comparison.Ratio / _smallRatio.Value;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"settling's ratio against its ratio at {SmallEntries:#,0} entries: {kept:0.00}, target {LeastOfSmall:0.00}: {(kept >= LeastOfSmall ? "reached" : "MISSED")}"));
        }
    }
}
