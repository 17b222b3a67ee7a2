using System.Globalization;
using Portal.Benchmarks.Measuring;
using Portal.Benchmarks.Settling;

namespace Portal.Benchmarks.Pushing;

/// <summary>How long it takes from a commit to the changed text in every open page.</summary>
internal static class PushBenchmark
{
    private const int WindowMs = 100;
    private const double AimMs = 250;

    public static async Task RunAsync(BenchmarkArguments arguments, CancellationToken cancellation)
    {
        var connections = arguments.Number("connections", otherwise: 1_000, least: 1, most: 1_900);
        var clients = arguments.Number("clients", otherwise: Math.Min(10, connections), least: 0, most: connections);
        var rate = arguments.Number("rate", otherwise: 200, least: 40, most: 10_000);
        var rounds = arguments.Number("rounds", otherwise: 3, least: 1, most: 20);
        var topic = arguments.Text("topic") ?? "page:overview:en";
        var time = arguments.Seconds("seconds", 10);
        using var folder = ScratchFolder.Make(arguments.Text("folder"), 200_000_000);
        Console.WriteLine($"{connections:#,0} connections to {topic}, {clients} of them with SignalR's own client, {rate} liquidations a second over signed HTTP for {time.TotalSeconds:0} s a round, window {WindowMs} ms; servers are child processes, loopback.");
        var (sentToPage, answerToPage, newest, parsed, raw) = (new List<Delays>(), new List<Delays>(), new List<Delays>(), new List<Delays>(), new List<Delays>());
        await using var portal = await ServedPortal.StartAsync(
            folder, cancellation, $"--Portal:Limits:ConnectionsPerAddress={connections + 10}", $"--Portal:Live:Window=00:00:00.{WindowMs:000}");
        for (var round = 0; round < rounds; round++)
        {
            var pushed = await PushAsync(portal.Child, portal.Secret, topic, (connections, clients), rate, time, cancellation);
            sentToPage.Add(pushed.FromSending);
            answerToPage.Add(pushed.FromAnswer);
            newest.Add(pushed.Newest);
            parsed.Add(pushed.Parsed);
            await using var broadcast = await ChildProcess.StartAsync(
                "Portal.Benchmarks.dll",
                folder.Path,
                address => ["broadcast", "--urls", address.ToString(), "--bytes", pushed.BytesPerMessage.ToString(CultureInfo.InvariantCulture), "--window-ms", $"{WindowMs}"],
                "/healthz",
                cancellation);
            raw.Add(await RawBroadcast.FollowAsync(broadcast.Address, connections, time, cancellation));
            Console.WriteLine($"Round {round + 1}: {pushed.Newest.Count:#,0} messages of {pushed.BytesPerMessage:#,0} bytes, {pushed.ServerCores:0.00} cores of the portal, load {Machine.Load()}");
        }

        Print("sent -> page (settling and commit included)", sentToPage);
        Print("commit answered -> page", answerToPage);
        Print("newest of each message, sent -> page", newest);
        if (clients > 0)
        {
            Print("the same in SignalR's own client, parsed", parsed);
        }

        Print($"raw broadcast of the same bytes every {WindowMs} ms, sent -> received", raw);
        var beyond = Median(sentToPage, 0.99) - WindowMs;
        var (mine, yardstick) = (Median(newest, 0.99), Median(raw, 0.99));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"p99 of every liquidation, sent -> page, less the window: {beyond:0.0} ms, aim {AimMs:0} ms: {(beyond <= AimMs ? "reached" : "MISSED")}"));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"p99 of the newest of each message against the raw broadcast: {mine:0.0} and {yardstick:0.0} ms, ratio {mine / yardstick:0.0}. Load afterwards: {Machine.Load()}"));
    }

    private static async Task<Pushed> PushAsync(
        ChildProcess portal, string secret, string topic, (int All, int Clients) connections, int rate, TimeSpan time, CancellationToken cancellation)
    {
        await using var followers = await HubFollowers.OpenAsync(portal.Address, connections.All, connections.Clients, topic, cancellation);
        using var sender = new IntakeSender(portal.Address, secret, new LiquidationMix(randomIds: true, Environment.TickCount));

        // The first two seconds compile what is used.
        await sender.SendAsync(rate, TimeSpan.FromSeconds(2), cancellation);
        await Task.Delay(TimeSpan.FromSeconds(1), cancellation);
        sender.Commits.Clear();
        followers.Arrivals.Clear();
        followers.ClientArrivals.Clear();
        var (bytes, processor) = (followers.Bytes, portal.ProcessorTime);
        await sender.SendAsync(rate, time, cancellation);
        var cores = (portal.ProcessorTime - processor) / time;
        await Task.Delay(TimeSpan.FromSeconds(2), cancellation);
        var pushed = new Pushed(new Delays(), new Delays(), new Delays(), new Delays(), (int)((followers.Bytes - bytes) / Math.Max(1, followers.Arrivals.Count)), cores);
        foreach (var arrival in followers.Arrivals)
        {
            for (var sequence = arrival.FromSequence + 1; sequence <= arrival.Sequence; sequence++)
            {
                if (sender.Commits.TryGetValue(sequence, out var commit))
                {
                    pushed.FromSending.Add(commit.Sent, arrival.At);
                    pushed.FromAnswer.Add(commit.Answered, arrival.At);
                }
            }

            if (sender.Commits.TryGetValue(arrival.Sequence, out var last))
            {
                pushed.Newest.Add(last.Sent, arrival.At);
            }
        }

        foreach (var arrival in followers.ClientArrivals)
        {
            if (sender.Commits.TryGetValue(arrival.Sequence, out var last))
            {
                pushed.Parsed.Add(last.Sent, arrival.At);
            }
        }

        return pushed;
    }

    private static void Print(string name, List<Delays> rounds) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{name}: p50 {Median(rounds, 0.5):0.0} ms, p99 {Median(rounds, 0.99):0.0} ms (median of {rounds.Count} rounds, {rounds.Sum(static round => round.Count):#,0} arrivals)"));

    private static double Median(List<Delays> rounds, double share) => Comparison.Median(rounds.Select(round => round.Quantile(share)));

    private sealed record Pushed(Delays FromSending, Delays FromAnswer, Delays Newest, Delays Parsed, int BytesPerMessage, double ServerCores);
}
