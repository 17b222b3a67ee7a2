using System.Diagnostics;
using System.Globalization;
using Portal.Benchmarks.Growing;
using Portal.Benchmarks.Measuring;
using Portal.Benchmarks.Settling;
using Portal.Settlement.TransparencyLog;
using Portal.Storage.Leases;
using Portal.Storage.Ledger;
using Portal.Storage.TransparencyLog;
using Portal.Worker.Publishing;

namespace Portal.Benchmarks.Publishing;

/// <summary>What the transparency log costs.</summary>
internal static class PublishBenchmark
{
    private const int BatchRecords = 1_000;
    private const int WarmUpRounds = 2;
    private const double LeastOfSettling = 0.85;
    private const double CheckpointMillisecondsMax = 5;

    public static async Task RunAsync(BenchmarkArguments arguments, CancellationToken cancellation)
    {
        var events = arguments.Number("events", otherwise: 50_000, least: BatchRecords, most: 1_000_000);
        var rounds = arguments.Number("rounds", otherwise: 7, least: 1, most: 100);
        var entries = arguments.Number("entries", otherwise: 1_000_000, least: 10_000, most: 20_000_000);
        var checkpoints = arguments.Number("checkpoints", otherwise: 200, least: 10, most: 10_000);
        var eventsInAll = (2L * (rounds + WarmUpRounds) * events) + entries + ((long)checkpoints * BatchRecords);
        using var folder = ScratchFolder.Make(arguments.Text("folder"), eventsInAll * SettlingPair.BytesPerEvent);
        await SettleAsync(folder, events, rounds, cancellation);
        await SignAsync(folder, entries, checkpoints, cancellation);
        Console.WriteLine($"Load afterwards: {Machine.Load()}");
    }

    private static async Task SettleAsync(ScratchFolder folder, int events, int rounds, CancellationToken cancellation)
    {
        var (signed, unsigned) = (folder.File("signed.db"), folder.File("unsigned.db"));
        await SettlingPortal.MakeAsync(signed, DateTimeOffset.UtcNow, cancellation);
        SettlingPortal.Copy(signed, unsigned);
        var mixes = (Signed: new LiquidationMix(randomIds: false), Unsigned: new LiquidationMix(randomIds: false));
        var settling = new Comparison("settling with checkpoints signed beside it", "without", "events/s");
        var processor = new Comparison("  by processor time", "without", "events/s");
        var hashing = new List<double>();
        for (var round = -WarmUpRounds; round < rounds; round++)
        {
            var with = await SettleAsync(signed, mixes.Signed, events, publishes: true, cancellation);
            var without = await SettleAsync(unsigned, mixes.Unsigned, events, publishes: false, cancellation);
            var hashed = await HashAsync(unsigned, events, cancellation);
            if (round >= 0)
            {
                settling.Add(events / with.Wall.TotalSeconds, events / without.Wall.TotalSeconds);
                processor.Add(events / with.Processor.TotalSeconds, events / without.Processor.TotalSeconds);
                hashing.Add(hashed.Wall / without.Wall);
            }
        }

        settling.Print(LeastOfSettling);
        processor.Print();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"leaf hashes and the tree's edge, alone: {100 * Comparison.Median(hashing):0.0} % of the time that settling the same entries takes"));
    }

    private static async Task<LapTime> SettleAsync(string file, LiquidationMix mix, int events, bool publishes, CancellationToken cancellation)
    {
        await using var portal = await SettlingPortal.StartAsync(file, BatchRecords, TimeProvider.System, cancellation, publishes);
        var submissions = SettlingPair.MakeBodies(mix, events, BatchRecords, TimeProvider.System).ConvertAll(SettlingPair.Read);
        SettlingPair.CollectGarbage();
        var lap = Lap.Start();
        await portal.SettleAsync(submissions, cancellation);
        return lap.Stop();
    }

    private static async Task<LapTime> HashAsync(string file, int events, CancellationToken cancellation)
    {
        using var ledger = new LedgerStore(SettlingPortal.Open(file), new LedgerSignal(TimeProvider.System));
        var head = await ledger.ReadHeadAsync(cancellation);
        var entries = new List<byte[]>();
        while (entries.Count < events)
        {
            entries.AddRange(await ledger.ReadBytesAsync(head.Sequence - events + entries.Count, Math.Min(LedgerStore.PageMax, events - entries.Count), cancellation));
        }

        var edge = TreeEdge.Empty;
        var lap = Lap.Start();
        foreach (var batch in entries.Chunk(BatchRecords))
        {
            edge = edge.With(batch.Select(static entry => MerkleTree.LeafHash(entry)));
            _ = edge.ToBytes();
        }

        return lap.Stop();
    }

    private static async Task SignAsync(ScratchFolder folder, int entries, int checkpoints, CancellationToken cancellation)
    {
        var file = folder.File("long.db");
        var mix = new LiquidationMix(randomIds: false);
        var growing = new GrowingLedger(file, mix);
        await growing.BeginAsync(cancellation);
        await growing.GrowAsync(entries, cancellation);
        var database = SettlingPortal.Open(file);
        using var ledger = new LedgerStore(database, new LedgerSignal(TimeProvider.System));
        var publisher = new LogPublisher(new LogStore(database), ledger, TimeProvider.System);
        var signer = await SettlingPortal.IdentityOf(database, SettlingPortal.KeyFileOf(file)).OpenAsync(cancellation);
        await publisher.PublishAllAsync(signer, cancellation);
        var leases = new LeaseStore(database);
        var (signing, commits) = (new List<double>(), new List<double>());
        await using var portal = await SettlingPortal.StartAsync(file, BatchRecords, new ShiftedClock(growing.Reached.AddYears(1)), cancellation, publishes: false);
        for (var round = 0; round < checkpoints; round++)
        {
            await portal.SettleAsync(SettlingPair.MakeBodies(mix, BatchRecords, BatchRecords, TimeProvider.System).Select(SettlingPair.Read), cancellation);
            var started = Stopwatch.GetTimestamp();
            await publisher.PublishAsync(signer, cancellation);
            signing.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);

            // For scale: what any statement to the same file takes, without a commit to wait for.
            started = Stopwatch.GetTimestamp();
            await leases.BeatAsync("nobody", 0, cancellation);
            commits.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        var newest = await new LogStore(database).ReadCheckpointAsync(cancellation);
        var median = Comparison.Median(signing);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"a checkpoint over {BatchRecords:#,0} new entries at {newest!.Size:#,0}, durable: median {median:0.00} ms, p99 {Percentile(signing, 0.99):0.00} ms, most {signing.Max():0.00} ms (aim {CheckpointMillisecondsMax:0} ms: {(median < CheckpointMillisecondsMax ? "reached" : "MISSED")}); a statement that touches no row of the same file: median {Comparison.Median(commits):0.00} ms"));
    }

    private static double Percentile(List<double> times, double part) => times.Order().ElementAt((int)(part * (times.Count - 1)));
}
