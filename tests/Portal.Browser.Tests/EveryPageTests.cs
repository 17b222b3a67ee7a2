using Microsoft.Playwright;

namespace Portal.Browser.Tests;

/// <summary>What holds for every public page, whatever it shows.</summary>
public sealed class EveryPageTests(PortalBrowser chromium, PortalWithDemo portal) : BrowserTest(chromium), IClassFixture<PortalWithDemo>
{
    private const string Screenshots = "PORTAL_SCREENSHOTS";

    // On a phone the row of pages scrolls.
    private const string CurrentPageIsInSight =
        """
        () => [...document.querySelectorAll(".site-nav [aria-current]")]
          .every((link) => { const box = link.getBoundingClientRect(); return box.left >= -1 && box.right <= window.innerWidth + 1; })
        """;

    private readonly PortalBrowser _chromium = chromium;

    public static TheoryData<string> Pages { get; } = ["overview", "liquidations", "liquidation", "fund", "entries", "entry", "events", "adl", "rates", "how-it-works", "glossary", "verify", "receipt", "how", "developers", "embed", "missing"];

    /// <summary>Each language with each theme, and each width with each theme or language.</summary>
    private static readonly (string Prefix, ColorScheme Scheme, int Width)[] Looks =
    [
        ("", ColorScheme.Light, 1440), ("", ColorScheme.Dark, 360),
        ("zh-Hans/", ColorScheme.Dark, 768), ("zh-Hans/", ColorScheme.Light, 360),
    ];

    [Theory(Timeout = 2 * TimeoutMs)]
    [MemberData(nameof(Pages))]
    public async Task Is_accessible_in_both_languages_and_themes_and_all_widths_and_asks_nobody_else_for_anything(string page)
    {
        foreach (var looks in Looks.GroupBy(static look => look.Prefix))
        {
            await using var visitor = await _chromium.NewVisitorAsync(new BrowserNewContextOptions { Locale = looks.Key.Length > 0 ? "zh-CN" : "en-GB" });
            var visit = await visitor.NewPageAsync();
            var complaints = Listen(visit);
            await OpenAsync(visit, page, looks.Key);
            foreach (var (_, scheme, width) in looks)
            {
                await LookAsync(visit, scheme, width);

                await Accessibility.HoldsAsync(visit, $"{scheme} at {width}");
                Assert.Equal((width, string.Empty), (width, await TooWideAsync(visit)));
                await visit.WaitForFunctionAsync(CurrentPageIsInSight);
            }

            // A language written from right to left has to fit as well.
            await visit.EvaluateAsync("document.documentElement.dir = 'rtl'");
            Assert.Equal(string.Empty, await TooWideAsync(visit));
            Assert.Empty(complaints);
            await KeepScreenshotsAsync(visit, page, looks.Key);
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

    private static async Task LookAsync(IPage visit, ColorScheme scheme, int width)
    {
        await visit.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
        await visit.SetViewportSizeAsync(width, 900);
    }

    /// <summary>What makes the page wider than its window; nothing when it fits.</summary>
    private static Task<string> TooWideAsync(IPage visit) => visit.EvaluateAsync<string>(
        """
        () => document.documentElement.scrollWidth <= window.innerWidth ? "" : [...document.querySelectorAll("body *")]
          .filter((element) => { const box = element.getBoundingClientRect(); return box.width > 0 && (box.right > window.innerWidth + 1 || box.left < -1); })
          .filter((element) => { for (let around = element.parentElement; around; around = around.parentElement) if (getComputedStyle(around).overflowX !== "visible") return false; return true; })
          .map((element) => element.outerHTML.slice(0, 120)).slice(0, 6).join("\n")
        """);

    private static async Task KeepScreenshotsAsync(IPage visit, string page, string prefix)
    {
        if (Environment.GetEnvironmentVariable(Screenshots) is not { Length: > 0 } folder)
        {
            return;
        }

        await visit.EvaluateAsync("document.documentElement.dir = 'ltr'");
        if (page is "overview")
        {
            // A picture that says something: the demo market has to pay first.
            await Assertions.Expect(visit.Locator(".headlines a[href^='liquidations/']").First).ToBeVisibleAsync(new() { Timeout = 60_000 });
        }

        foreach (var (scheme, width) in new[] { (ColorScheme.Light, 1440), (ColorScheme.Dark, 1440), (ColorScheme.Light, 390), (ColorScheme.Dark, 390) })
        {
            await LookAsync(visit, scheme, width);
            var name = $"{page}-{prefix.Replace("/", "-", StringComparison.Ordinal)}{width}-{(scheme is ColorScheme.Light ? "light" : "dark")}.png";
            await visit.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name) });
        }
    }

    private async Task OpenAsync(IPage visit, string page, string prefix)
    {
        await visit.GotoAsync(AddressOf(page, prefix));
        if (page is "verify")
        {
            await visit.Locator("[data-slot='check']").ClickAsync();
            await Assertions.Expect(visit.Locator("[data-log-verifier]")).ToHaveAttributeAsync("data-state", "passed", new LocatorAssertionsToHaveAttributeOptions { Timeout = 20_000 });
        }
        else if (await visit.Locator("[data-live-view]").CountAsync() > 0)
        {
            await Assertions.Expect(visit.Locator("#freshness")).ToHaveAttributeAsync("data-state", "live", new LocatorAssertionsToHaveAttributeOptions { Timeout = 20_000 });
        }
    }

    private string AddressOf(string page, string prefix = "") => new Uri(new Uri(portal.Address, prefix), page switch
    {
        "overview" => string.Empty,
        "liquidation" => portal.LiquidationPath(),
        "fund" => "funds/usdt",
        "entries" => "funds/usdt/entries",
        "entry" => "entries/2",
        "how" => "verify/how",
        "developers" => "developers",
        "missing" => "no/such/page",
        _ => page,
    }).ToString();
}
