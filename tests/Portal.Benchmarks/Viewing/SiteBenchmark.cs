using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Portal.Benchmarks.Growing;
using Portal.Benchmarks.Measuring;
using Portal.Benchmarks.Pushing;
using Portal.Benchmarks.Settling;

namespace Portal.Benchmarks.Viewing;

/// <summary>How long a server takes for each public page of a long ledger, nothing kept, against the same page of a ledger of 10,000 entries; and what the first page weighs.</summary>
internal static partial class SiteBenchmark
{
    private const int SmallEntries = 10_000;
    private const int BytesPerEntry = 1_300;
    private const double AimMs = 50;
    private const double AimRatio = 1.2;
    private const int AimBytes = 150 * 1024;

    private static readonly (string Name, Func<long, Random, string> Path, string? Yardstick)[] Pages =
    [
        ("overview", static (_, _) => "/?", null),
        ("fund", static (_, _) => $"/funds/{MixContracts.MainFund}?", null),
        ("fund, all time", static (_, _) => $"/funds/{MixContracts.MainFund}?range=all&", null),
        ("entries of a fund, newest", static (_, _) => $"/funds/{MixContracts.MainFund}/entries?", null),
        ("entries of a fund at a random place", static (entries, random) => $"/funds/{MixContracts.MainFund}/entries?before={random.NextInt64(entries / 10, entries / 2)}&", null),
        ("one entry", static (entries, random) => $"/entries/{random.NextInt64(entries / 10, entries)}?", null),
        ("liquidations, newest", static (_, _) => "/liquidations?", null),
        ("liquidations at a random place", static (entries, random) => $"/liquidations?before={random.NextInt64(entries / 10, entries)}&", null),
        ("liquidations of a fund", static (entries, random) => $"/liquidations?fund={MixContracts.MainFund}&before={random.NextInt64(entries / 10, entries)}&", null),

        // A short ledger has hardly any: the yardstick is a list as long.
        ("liquidations left uncovered", static (_, _) => "/liquidations?outcome=uncovered&", "/liquidations?"),
        ("one liquidation", static (entries, random) => $"/liquidations/{random.NextInt64(entries / 10, entries)}?", null),
        ("ADL", static (_, _) => "/adl?", null),
        ("stress events", static (_, _) => "/events?", null),
        ("fee share", static (_, _) => "/rates?", null),
        ("how it works", static (_, _) => "/how-it-works?", null),
        ("verify", static (_, _) => "/verify?", null),
        ("how to verify", static (_, _) => "/verify/how?", null),
    ];

    public static async Task RunAsync(BenchmarkArguments arguments, CancellationToken cancellation)
    {
        var entries = arguments.Number("entries", otherwise: 1_000_000, least: 2 * SmallEntries, most: 20_000_000);
        var requests = arguments.Number("requests", otherwise: 200, least: 20, most: 10_000);
        using var folder = ScratchFolder.Make(arguments.Text("folder"), (long)(entries + SmallEntries) * BytesPerEntry);
        var (file, small) = (folder.File("long.db"), folder.File("short.db"));
        var ledger = new GrowingLedger(file, new LiquidationMix(randomIds: false), LedgerReader.Pace);
        await ledger.BeginAsync(cancellation);
        await ledger.GrowAsync(SmallEntries, cancellation);
        SettlingPortal.Copy(file, small);
        await ledger.GrowAsync(entries, cancellation);
        await using var here = await LedgerReader.ServeAsync(folder, file, cancellation);
        await using var there = await LedgerReader.ServeAsync(folder, small, cancellation);
        using var longer = new HttpClient { BaseAddress = here.Address };
        using var shorter = new HttpClient { BaseAddress = there.Address };
        Console.WriteLine($"{requests:#,0} requests a page and ledger, in turns, one at a time, each an address that was never asked for, load {Machine.Load()}");
        var random = new Random(7);
        foreach (var (name, path, yardstick) in Pages)
        {
            var (slow, quick) = (new Delays(), new Delays());
            for (var count = -requests / 5; count < requests; count++)
            {
                await AskAsync(longer, path(entries, random), count, slow, cancellation);
                await AskAsync(shorter, yardstick ?? path(SmallEntries, random), count, quick, cancellation);
            }

            var ratio = slow.Quantile(0.5) / quick.Quantile(0.5);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{name}: p50 {slow.Quantile(0.5):0.0} ms, p99 {slow.Quantile(0.99):0.0} ms; at {SmallEntries:#,0} entries {quick.Quantile(0.5):0.0} and {quick.Quantile(0.99):0.0} ms; ratio of p50 {ratio:0.00}: {(slow.Quantile(0.99) <= AimMs && ratio <= AimRatio ? "reached" : "MISSED")}"));
        }

        await WeighAsync(longer, cancellation);
        Console.WriteLine($"Aims: p99 {AimMs:0} ms, ratio {AimRatio:0.0}. Load afterwards: {Machine.Load()}");
    }

    private static async Task AskAsync(HttpClient client, string path, int count, Delays delays, CancellationToken cancellation)
    {
        // A parameter that no page reads and that every kept page is told apart by.
        var address = new Uri($"{path}theme={count + 1_000_000}", UriKind.Relative);
        var started = Stopwatch.GetTimestamp();
        using var answer = await client.GetAsync(address, cancellation);
        if (!answer.IsSuccessStatusCode && (int)answer.StatusCode != 404)
        {
            throw new IOException($"{address} answered {(int)answer.StatusCode}.");
        }

        if (count >= 0 && answer.IsSuccessStatusCode)
        {
            delays.Add(started, Stopwatch.GetTimestamp());
        }
    }

    private static async Task WeighAsync(HttpClient client, CancellationToken cancellation)
    {
        var page = await client.GetStringAsync(new Uri("/", UriKind.Relative), cancellation);
        var total = 0L;
        foreach (var path in Assets().Matches(page).Select(static match => match.Groups["path"].Value).Distinct(StringComparer.Ordinal).Prepend(string.Empty))
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"/{path}", UriKind.Relative));
            request.Headers.TryAddWithoutValidation("Accept-Encoding", "br, gzip");
            using var answer = await client.SendAsync(request, cancellation);
            var bytes = (await answer.Content.ReadAsByteArrayAsync(cancellation)).Length;
            total += bytes;
            Console.WriteLine($"  {bytes,9:#,0} bytes {(path.Length == 0 ? "the page" : path)}");
        }

        Console.WriteLine($"First load of the overview, compressed, without headers: {total:#,0} bytes, aim {AimBytes:#,0}: {(total <= AimBytes ? "reached" : "MISSED")}");
    }

    [GeneratedRegex("""(href|src)="/?(?<path>assets/[^"]+)["]""", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Assets();
}
