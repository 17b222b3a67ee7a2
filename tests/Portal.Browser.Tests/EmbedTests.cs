using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Portal.Web.Features.Badges;
using Portal.Web.Features.Embeds;
using Portal.Web.Live.Streams;
using Portal.Web.Tests.Live;

namespace Portal.Browser.Tests;

/// <summary>Widgets as visitors of another site see them.</summary>
public sealed class EmbedTests(PortalBrowser chromium) : BrowserTest(chromium)
{
    private const float PatienceMs = 20_000;

    private readonly PortalBrowser _chromium = chromium;

    // Adds up what has moved on the page since it was opened.
    private const string Shifts = "new PerformanceObserver(list => { for (const entry of list.getEntries()) window.shifted = (window.shifted ?? 0) + entry.value; }).observe({ type: 'layout-shift', buffered: true });";

    [Theory(Timeout = 2 * TimeoutMs)]
    [InlineData("balance", "1,000.00", "990.00")]
    [InlineData("liquidations", "No liquidation yet", "Fund paid")]
    [InlineData("coverage", "1,000.00", "990.00")]
    public async Task A_widget_on_another_site_changes_when_a_liquidation_settles_and_moves_nothing_around_it(string kind, string before, string after)
    {
        await using var portal = await PortalAsync();
        var root = portal.Client.BaseAddress!.ToString().TrimEnd('/');
        var shown = Enum.GetValues<EmbedKind>().Single(one => EmbedKinds.NameOf(one) == kind);
        var markup = EmbedSnippet.Element(root, shown, "btc", "The fund", "funds/btc", new EmbedChoices("dark"));
        await using var site = await OtherSite.StartAsync($"<div style=\"width:240px\">{markup}</div><p>What is below it stays where it is.</p>");
        await Page.AddInitScriptAsync(Shifts);
        await Page.GotoAsync(site.Address.ToString());
        var widget = Page.FrameLocator("insurance-fund iframe");
        await Assertions.Expect(widget.Locator("main")).ToContainTextAsync(before, new() { Timeout = PatienceMs });
        await Assertions.Expect(widget.Locator("#embed-freshness")).ToHaveAttributeAsync("data-state", "live", new() { Timeout = PatienceMs });

        await portal.Market.SettleAsync(new TestLiquidation("0", "10"));

        await Assertions.Expect(widget.Locator("main")).ToContainTextAsync(after, new() { Timeout = PatienceMs });
        await Assertions.Expect(widget.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await Assertions.Expect(Page.Locator("insurance-fund iframe")).ToHaveAttributeAsync("height", EmbedKinds.HeightOf(shown, isCompact: false).ToString(CultureInfo.InvariantCulture));
        Assert.True(await widget.Locator("html").EvaluateAsync<bool>("html => document.cookie === '' && html.scrollWidth <= window.innerWidth && html.scrollHeight <= window.innerHeight"));
        Assert.Equal(0, await Page.EvaluateAsync<double>("window.shifted ?? 0"));
        Assert.Empty(Complaints);
    }

    [Fact(Timeout = 2 * TimeoutMs)]
    public async Task Eight_widgets_of_a_page_share_one_connection()
    {
        await using var portal = await PortalAsync();
        var widgets = string.Concat(Enumerable.Range(0, 8).Select(at =>
            $"<insurance-fund fund=\"btc\" kind=\"{(at % 2 == 0 ? "balance" : "coverage")}\" {(at < 4 ? "compact" : null)} lang=\"{(at % 3 == 0 ? "zh-Hans" : "en")}\"></insurance-fund>"));
        await using var site = await OtherSite.StartAsync($"<div style=\"display:grid;grid-template-columns:repeat(2,1fr);gap:4px\">{widgets}</div>{ScriptOf(portal)}");
        await Page.SetViewportSizeAsync(1000, 1200);
        await Page.GotoAsync(site.Address.ToString());
        await EveryWidgetAsync("#embed-freshness[data-state='live']", string.Empty);

        await portal.Market.SettleAsync(new TestLiquidation("0", "10"));

        await EveryWidgetAsync(".embed-figures", "990.00");
        Assert.Equal(1, portal.Services.GetRequiredService<StreamFollowers>().Connections);
        await KeepAsync(Page, "embed-eight");
    }

    [Fact(Timeout = 2 * TimeoutMs)]
    public async Task Without_shared_workers_one_widget_holds_the_connection_for_all()
    {
        await using var portal = await PortalAsync();
        await using var site = await OtherSite.StartAsync($"{string.Concat(Enumerable.Repeat("<insurance-fund fund=\"btc\" compact></insurance-fund>", 8))}{ScriptOf(portal)}");
        await Page.Context.AddInitScriptAsync("delete window.SharedWorker");
        await Page.SetViewportSizeAsync(1000, 1200);
        await Page.GotoAsync(site.Address.ToString());
        await EveryWidgetAsync("#embed-freshness[data-state='live']", string.Empty);

        await portal.Market.SettleAsync(new TestLiquidation("0", "10"));

        await EveryWidgetAsync(".embed-figures", "990.00");
        Assert.Equal(1, portal.Services.GetRequiredService<StreamFollowers>().Connections);
    }

    [Fact(Timeout = 2 * TimeoutMs)]
    public async Task Another_site_can_frame_a_widget_and_no_other_page()
    {
        await using var portal = await PortalAsync();
        var root = portal.Client.BaseAddress!;
        await using var site = await OtherSite.StartAsync($"<iframe id=\"page\" src=\"{root}funds/btc\"></iframe><iframe id=\"widget\" src=\"{root}embed/v1/balance\"></iframe><iframe id=\"builder\" src=\"{root}embed\"></iframe>");

        await Page.GotoAsync(site.Address.ToString());

        await Assertions.Expect(Page.FrameLocator("#widget").Locator("main")).ToContainTextAsync("1,000.00", new() { Timeout = PatienceMs });
        await Assertions.Expect(Page.FrameLocator("#page").Locator("main")).ToHaveCountAsync(0);
        await Assertions.Expect(Page.FrameLocator("#builder").Locator("form")).ToHaveCountAsync(0);
    }

    [Fact(Timeout = 2 * TimeoutMs)]
    public async Task Without_script_there_is_a_link_and_a_frame_with_its_figures()
    {
        await using var portal = await PortalAsync();
        await using var site = await OtherSite.StartAsync($"{ScriptOf(portal)}<insurance-fund fund=\"btc\"><a href=\"{portal.Client.BaseAddress}funds/btc\">The fund</a></insurance-fund><iframe src=\"{portal.Client.BaseAddress}embed/v1/coverage?fund=btc\"></iframe>");
        await using var visitor = await _chromium.NewVisitorAsync(new BrowserNewContextOptions { JavaScriptEnabled = false });
        var page = await visitor.NewPageAsync();

        await page.GotoAsync(site.Address.ToString());

        await Assertions.Expect(page.GetByText("The fund")).ToBeVisibleAsync();
        await Assertions.Expect(page.FrameLocator("iframe").Locator("main")).ToContainTextAsync("1,000.00", new() { Timeout = PatienceMs });
        await Assertions.Expect(page.FrameLocator("iframe").Locator("#embed-freshness")).ToHaveAttributeAsync("data-state", "static");
    }

    [Fact(Timeout = 2 * TimeoutMs)]
    public async Task A_badges_letters_are_as_wide_as_its_table_says()
    {
        foreach (var text in new[] { "insurance fund", "insurance fund (demo)", "1,234,567.89 USDT", "0.00000001 BTC", "Wide MMM, narrow ill" })
        {
            var measured = await Page.EvaluateAsync<double>("text => { const c = document.createElement('canvas').getContext('2d'); c.font = '11px \"DejaVu Sans\"'; return c.measureText(text).width; }", text);
            Assert.InRange(TextWidth.Of(text, 11) - measured, -1.5, 1.5);
        }
    }

    [Fact(Timeout = 4 * TimeoutMs)]
    public async Task The_page_where_widgets_are_put_together_is_accessible_and_answers_to_choices()
    {
        await using var portal = await PortalAsync();
        await portal.Market.SettleAsync(new TestLiquidation("0", "10"), new TestLiquidation("5", "1"));
        await portal.ShownAsync();
        foreach (var (scheme, width) in new[] { (ColorScheme.Light, 1440), (ColorScheme.Dark, 390) })
        {
            await Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
            await Page.SetViewportSizeAsync(width, 1100);
            await Page.GotoAsync(new Uri(portal.Client.BaseAddress!, "embed").ToString());
            await Page.SelectOptionAsync("#embed-kind", "coverage");
            await Assertions.Expect(Page.Locator("#snippet-element")).ToContainTextAsync("kind=\"coverage\"");
            await Assertions.Expect(Page.FrameLocator(".builder-preview iframe").Locator("#embed-freshness")).ToHaveAttributeAsync("data-state", "live", new() { Timeout = PatienceMs });
            await KeepAsync(Page, $"builder-{width}");

            await Accessibility.HoldsAsync(Page, $"{scheme} at {width}");
            Assert.True(await Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"), "The page is wider than the window.");
        }

        Assert.Empty(Complaints);
    }

    private static async Task<LivePortal> PortalAsync()
    {
        var portal = await LivePortal.StartAsync();
        await portal.Market.OpenAsync("btc", "USDT", "1000", floor: "100");
        await portal.ShownAsync();
        return portal;
    }

    private static string ScriptOf(LivePortal portal) => $"<script async src=\"{portal.Client.BaseAddress}embed/v1/widget.js\"></script>";

    private async Task EveryWidgetAsync(string part, string text)
    {
        for (var at = 0; at < 8; at++)
        {
            await Assertions.Expect(Page.Locator("insurance-fund").Nth(at).Locator("iframe").ContentFrame.Locator(part)).ToContainTextAsync(text, new() { Timeout = PatienceMs });
        }
    }

    private static async Task KeepAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("PORTAL_SCREENSHOTS") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{name}.png"), FullPage = true });
        }
    }
}
