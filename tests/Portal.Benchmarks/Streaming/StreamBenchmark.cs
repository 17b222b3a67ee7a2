using System.Globalization;
using Portal.Benchmarks.Measuring;
using Portal.Benchmarks.Pushing;
using Portal.Benchmarks.Settling;

namespace Portal.Benchmarks.Streaming;

/// <summary>How long it takes from a commit to every reader of the event stream, widgets above all.</summary>
internal static class StreamBenchmark
{
    private const double AimMs = 250;

    public static async Task RunAsync(BenchmarkArguments arguments, CancellationToken cancellation)
    {
        var viewers = arguments.Number("viewers", otherwise: 5_000, least: 1, most: 9_000);
        var rate = arguments.Number("rate", otherwise: 4, least: 1, most: 1_000);
        var windowMs = arguments.Number("window-ms", otherwise: 250, least: 1, most: 999);
        var rounds = arguments.Number("rounds", otherwise: 3, least: 1, most: 20);
        var topics = arguments.Text("topics") ?? "funds,liquidations";
        var time = arguments.Seconds("seconds", 15);
        using var folder = ScratchFolder.Make(arguments.Text("folder"), 200_000_000);
        await using var portal = await ServedPortal.StartAsync(
            folder, cancellation, $"--Portal:Limits:ConnectionsPerAddress={viewers + 10}", $"--Portal:Live:Window=00:00:00.{windowMs:000}", $"--Portal:Live:CrowdWindow=00:00:00.{windowMs:000}");
        Console.WriteLine($"{viewers:#,0} viewers of {topics}, {rate} liquidations a second, each a commit of its own, for {time.TotalSeconds:0} s a round, window {windowMs} ms; servers are child processes, loopback.");
        var (all, newest, raw) = (new List<Delays>(), new List<Delays>(), new List<Delays>());
        for (var round = 0; round < rounds; round++)
        {
            var told = await TellAsync(portal, topics, viewers, rate, time, cancellation);
            all.Add(told.All);
            newest.Add(told.Newest);
            raw.Add(await BroadcastAsync(folder, viewers, rate, told.BytesPerEvent, time, cancellation));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"Round {round + 1}: {told.Newest.Count:#,0} events of {told.BytesPerEvent:#,0} bytes, {told.Share:P2} of those that were to come, {told.ServerCores:0.00} cores of the portal, load {Machine.Load()}"));
        }

        Print("every liquidation, commit answered -> read", all);
        Print("the newest of each event, commit answered -> read", newest);
        Print($"raw events of the same bytes {rate} times a second, sent -> read", raw);
        var beyond = Median(all, 0.99) - windowMs;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"p99 less the window: {beyond:0.0} ms, aim {AimMs:0} ms: {(beyond <= AimMs ? "reached" : "MISSED")}; raw p99 {Median(raw, 0.99):0.0} ms. Load afterwards: {Machine.Load()}"));
    }

    private static async Task<Told> TellAsync(ServedPortal portal, string topics, int viewers, int rate, TimeSpan time, CancellationToken cancellation)
    {
        await using var readers = await StreamReaders.OpenAsync(new Uri(portal.Child.Address, $"/api/v1/stream?topics={topics}"), viewers, cancellation);
        using var sender = new IntakeSender(portal.Child.Address, portal.Secret, new LiquidationMix(randomIds: true, Environment.TickCount));

        // The first seconds compile what is used.
        await sender.SendAsync(rate, TimeSpan.FromSeconds(2), cancellation);
        await Task.Delay(TimeSpan.FromSeconds(1), cancellation);
        sender.Commits.Clear();
        readers.Arrivals.Clear();
        var (bytes, processor) = (readers.Bytes, portal.Child.ProcessorTime);
        await sender.SendAsync(rate, time, cancellation);
        var cores = (portal.Child.ProcessorTime - processor) / time;
        await Task.Delay(TimeSpan.FromSeconds(2), cancellation);
        var (all, newest) = (new Delays(), new Delays());
        foreach (var arrival in readers.Arrivals)
        {
            for (var sequence = arrival.FromSequence + 1; sequence <= arrival.Sequence; sequence++)
            {
                if (sender.Commits.TryGetValue(sequence, out var commit))
                {
                    all.Add(commit.Answered, arrival.At);
                }
            }

            if (sender.Commits.TryGetValue(arrival.Sequence, out var last))
            {
                newest.Add(last.Answered, arrival.At);
            }
        }

        return new Told(all, newest, (int)((readers.Bytes - bytes) / Math.Max(1, readers.Arrivals.Count)), cores, all.Count / ((double)sender.Commits.Count * viewers));
    }

    private static async Task<Delays> BroadcastAsync(ScratchFolder folder, int viewers, int rate, int bytes, TimeSpan time, CancellationToken cancellation)
    {
        await using var broadcast = await ChildProcess.StartAsync(
            "Portal.Benchmarks.dll",
            folder.Path,
            address => ["broadcast", "--urls", address.ToString(), "--bytes", Math.Max(16, bytes).ToString(CultureInfo.InvariantCulture), "--window-ms", (1_000 / rate).ToString(CultureInfo.InvariantCulture)],
            "/healthz",
            cancellation);
        await using var readers = await StreamReaders.OpenAsync(new Uri(broadcast.Address, "/events"), viewers, cancellation);
        await Task.Delay(TimeSpan.FromSeconds(2), cancellation);
        readers.Arrivals.Clear();
        await Task.Delay(time, cancellation);
        var delays = new Delays();
        foreach (var arrival in readers.Arrivals)
        {
            // The raw event's id is the time at which it was sent.
            delays.Add(arrival.Sequence, arrival.At);
        }

        return delays;
    }

    private static void Print(string name, List<Delays> rounds) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{name}: p50 {Median(rounds, 0.5):0.0} ms, p99 {Median(rounds, 0.99):0.0} ms (median of {rounds.Count} rounds, {rounds.Sum(static round => round.Count):#,0} arrivals)"));

    private static double Median(List<Delays> rounds, double share) => Comparison.Median(rounds.Select(round => round.Quantile(share)));

    private sealed record Told(Delays All, Delays Newest, int BytesPerEvent, double ServerCores, double Share);
}
