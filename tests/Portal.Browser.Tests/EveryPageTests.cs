using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Portal.Browser.Tests;

/// <summary>What holds for every public page, whatever it shows.</summary>
public sealed class EveryPageTests(PortalBrowser chromium, PortalWithDemo portal) : BrowserTest(chromium), IClassFixture<PortalWithDemo>
{
    private const string Screenshots = "PORTAL_SCREENSHOTS";

    private readonly PortalBrowser _chromium = chromium;

    public static TheoryData<string> Pages { get; } = ["overview", "liquidations", "liquidation", "fund", "rates", "how-it-works", "glossary", "verify", "receipt", "how", "developers", "missing"];

    [Theory(Timeout = 2 * TimeoutMs)]
    [MemberData(nameof(Pages))]
    public async Task Is_accessible_in_both_themes_and_widths_and_asks_nobody_else_for_anything(string page)
    {
        foreach (var (scheme, width) in new[] { (ColorScheme.Light, 1440), (ColorScheme.Dark, 1440), (ColorScheme.Light, 390), (ColorScheme.Dark, 390) })
        {
            await using var visitor = await _chromium.NewVisitorAsync(new BrowserNewContextOptions
            {
                ColorScheme = scheme,
                ViewportSize = new ViewportSize { Width = width, Height = 900 },
            });
            var visit = await visitor.NewPageAsync();
            var complaints = Listen(visit);
            await visit.GotoAsync(AddressOf(page));
            if (page is "verify")
            {
                await visit.Locator("[data-slot='check']").ClickAsync();
                await Assertions.Expect(visit.Locator("[data-log-verifier]")).ToHaveAttributeAsync("data-state", "passed", new LocatorAssertionsToHaveAttributeOptions { Timeout = 20_000 });
            }
            else if (page is not ("missing" or "receipt" or "how" or "developers" or "rates" or "how-it-works" or "glossary"))
            {
                await Assertions.Expect(visit.Locator("#freshness")).ToHaveAttributeAsync("data-state", "live", new LocatorAssertionsToHaveAttributeOptions { Timeout = 20_000 });
            }

            var found = await visit.RunAxe();
            await KeepScreenshotAsync(visit, $"{page}-{width}-{(scheme is ColorScheme.Light ? "light" : "dark")}");

            Assert.Empty(found.Violations.Select(violation => $"{violation.Id} {violation.Nodes[0].Html}"));
            Assert.Empty(complaints);
            Assert.True(await visit.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"), "The page is wider than the window.");
        }
    }

    [Theory(Timeout = TimeoutMs)]
    [MemberData(nameof(Pages))]
    public async Task Can_be_read_without_script_and_says_that_it_is_a_demo(string page)
    {
        await using var visitor = await _chromium.NewVisitorAsync(new BrowserNewContextOptions { JavaScriptEnabled = false });
        var visit = await visitor.NewPageAsync();

        await visit.GotoAsync(AddressOf(page));

        Assert.NotEqual(string.Empty, await visit.Locator("h1").InnerTextAsync());
        await Assertions.Expect(visit.Locator("body")).ToContainTextAsync("Demo market");
    }

    private static List<string> Listen(IPage visit)
    {
        var complaints = new List<string>();
        visit.PageError += (_, error) => complaints.Add(error);
        visit.Console += (_, message) =>
        {
            // A page that is missing is meant to be.
            if (message.Type is "error" && !message.Text.Contains("404", StringComparison.Ordinal))
            {
                complaints.Add(message.Text);
            }
        };
        visit.Request += (_, request) =>
        {
            if (new Uri(request.Url) is { Host: not "127.0.0.1", Scheme: not "data" })
            {
                complaints.Add(request.Url);
            }
        };
        return complaints;
    }

    private static async Task KeepScreenshotAsync(IPage visit, string name)
    {
        if (Environment.GetEnvironmentVariable(Screenshots) is { Length: > 0 } folder)
        {
            await visit.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{name}.png") });
        }
    }

    private string AddressOf(string page) => new Uri(portal.Address, page switch
    {
        "overview" => string.Empty,
        "liquidation" => portal.LiquidationPath(),
        "fund" => "funds/usdt",
        "how" => "verify/how",
        "developers" => "developers",
        "missing" => "no/such/page",
        _ => page,
    }).ToString();
}
