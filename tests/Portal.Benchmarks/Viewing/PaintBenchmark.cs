using System.Globalization;
using Microsoft.Playwright;
using Portal.Benchmarks.Growing;
using Portal.Benchmarks.Measuring;
using Portal.Benchmarks.Pushing;
using Portal.Benchmarks.Settling;

namespace Portal.Benchmarks.Viewing;

/// <summary>When a new visitor in Chromium sees the largest part of a page (Largest Contentful Paint), nothing cached, against a page that is nothing but a heading.</summary>
internal static class PaintBenchmark
{
    private const string PathVariable = "PORTAL_TEST_CHROMIUM";
    private const string DebianPath = "/usr/bin/chromium";
    private const int BytesPerEntry = 1_300;
    private const double AimMs = 1_000;
    private const double Settled = 400;

    private const string Bare = "<!doctype html><html lang=en><title>Bare</title><h1>A heading</h1>";

    // What was painted before the observer is handed over as well.
    private const string Largest = """
        () => new Promise((resolve) => {
          let latest = 0;
          new PerformanceObserver((list) => { for (const entry of list.getEntries()) latest = entry.startTime; }).observe({ type: "largest-contentful-paint", buffered: true });
          setTimeout(() => resolve(latest), 100);
        })
        """;

    private static readonly string[] Pages =
    [
        "", $"funds/{MixContracts.MainFund}", $"funds/{MixContracts.MainFund}/entries", "liquidations", "liquidations/100", "adl", "events", "rates", "how-it-works", "verify",
    ];

    public static async Task RunAsync(BenchmarkArguments arguments, CancellationToken cancellation)
    {
        var entries = arguments.Number("entries", otherwise: 10_000, least: 1_000, most: 20_000_000);
        var rounds = arguments.Number("rounds", otherwise: 10, least: 1, most: 1_000);
        using var folder = ScratchFolder.Make(arguments.Text("folder"), (long)entries * BytesPerEntry);
        var file = folder.File("ledger.db");
        var ledger = new GrowingLedger(file, new LiquidationMix(randomIds: false), LedgerReader.Pace);
        await ledger.BeginAsync(cancellation);
        await ledger.GrowAsync(entries, cancellation);
        await using var portal = await LedgerReader.ServeAsync(folder, file, cancellation);
        using var playwright = await Playwright.CreateAsync();
        await using var chromium = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable(PathVariable) ?? (File.Exists(DebianPath) ? DebianPath : null),
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        });
        Console.WriteLine($"{rounds} visits a page, each by a new visitor at 1440 x 900, in turns with a bare heading, load {Machine.Load()}");
        foreach (var page in Pages)
        {
            var (painted, bare) = (new List<double>(), new List<double>());
            for (var round = -1; round < rounds; round++)
            {
                cancellation.ThrowIfCancellationRequested();
                var (own, yardstick) = (await VisitAsync(chromium, new Uri(portal.Address, page), isBare: false), await VisitAsync(chromium, new Uri(portal.Address, page), isBare: true));
                if (round >= 0)
                {
                    painted.Add(own);
                    bare.Add(yardstick);
                }
            }

            painted.Sort();
            bare.Sort();
            var median = painted[painted.Count / 2];
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"/{page}: median {median:0} ms, slowest {painted[^1]:0} ms; bare {bare[bare.Count / 2]:0} ms; ratio {median / bare[bare.Count / 2]:0.0}: {(painted[^1] <= AimMs ? "reached" : "MISSED")}"));
        }

        Console.WriteLine($"Aim: {AimMs:0} ms. Load afterwards: {Machine.Load()}");
    }

    private static async Task<double> VisitAsync(IBrowser chromium, Uri address, bool isBare)
    {
        await using var visitor = await chromium.NewContextAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1440, Height = 900 } });
        var visit = await visitor.NewPageAsync();
        if (isBare)
        {
            await visit.RouteAsync("**/*", static route => route.FulfillAsync(new RouteFulfillOptions { ContentType = "text/html", Body = Bare }));
        }

        await visit.GotoAsync(address.ToString(), new PageGotoOptions { WaitUntil = WaitUntilState.Load });

        // Fonts and pictures that come late are painted late.
        await visit.WaitForTimeoutAsync((float)Settled);
        return await visit.EvaluateAsync<double>(Largest);
    }
}
