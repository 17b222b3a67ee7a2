using Portal.Benchmarks.Measuring;
using Portal.Storage.Database;

namespace Portal.Benchmarks.Settling;

/// <summary>Durable liquidations a second.</summary>
internal static class SettleBenchmark
{
    private const double Target = 0.5;
    private const string Yardstick = "bare inserts of the same rows";

    public static async Task RunAsync(BenchmarkArguments arguments, CancellationToken cancellation)
    {
        var events = arguments.Number("events", otherwise: 50_000, least: 1_000, most: 1_000_000);
        var batch = arguments.Number("batch", otherwise: 1_000, least: 1, most: 20_000);
        var rounds = arguments.Number("rounds", otherwise: 7, least: 1, most: 100);
        var randomIds = arguments.Choice("ids", "ordered", "random") == "random";
        var eventsInAll = 2L * (rounds + SettlingPair.WarmUpRounds) * events;
        using var folder = ScratchFolder.Make(arguments.Text("folder"), 2 * eventsInAll * SettlingPair.BytesPerEvent);
        Console.WriteLine(
            $"{events:#,0} events a round, {batch:#,0} to a transaction, {(randomIds ? "random" : "ordered")} ids, SQLite WAL synchronous=FULL, "
            + $"cache {PortalDatabase.WriterCacheMebibytes} MiB on both sides, ledgers grow from nothing to {eventsInAll:#,0} entries.");

        var (product, yardstick) = (folder.File("product.db"), folder.File("yardstick.db"));
        await SettlingPortal.MakeAsync(product, DateTimeOffset.UtcNow, cancellation);
        SettlingPortal.Copy(product, yardstick);
        var pair = new SettlingPair(product, yardstick, new LiquidationMix(randomIds), batch, TimeProvider.System);

        await MeasureAsync("From queue to commit", readsBodies: false, Target);
        await MeasureAsync("The same with the bodies read (JSON, hashes, receipts)", readsBodies: true, target: null);
        Console.WriteLine($"Load afterwards: {Machine.Load()}");

        async Task MeasureAsync(string name, bool readsBodies, double? target)
        {
            var settling = new Comparison(name, Yardstick, "events/s");
            var processor = new Comparison("  by processor time", Yardstick, "events/s");
            await pair.MeasureAsync(settling, processor, rounds, events, readsBodies, cancellation);
            settling.Print(target);
            processor.Print();
        }
    }
}
