using System.Net;
using Portal.Web.Tests.Live;

namespace Portal.Web.Tests.Features.Embeds;

/// <summary>Widgets and the script that brings them, asked over HTTP.</summary>
public sealed class EmbedsTests
{
    private const int TimeoutMs = 120_000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory(Timeout = TimeoutMs)]
    [InlineData("balance?fund=btc&theme=dark", "1,000", "data-theme=\"dark\"", "ADL off")]
    [InlineData("balance?fund=btc&lang=zh-Hans&compact=true", "24 小时", "lang=\"zh-Hans\"", "data-compact")]
    [InlineData("liquidations", "BTCUSDT long", "Fund paid", "href=\"liquidations/")]
    [InlineData("liquidations?fund=btc&lang=zh", "基金支付", "最新强平", "href=\"liquidations?fund=btc\"")]
    [InlineData("coverage", "ADL starts at", "embed-rail-now", "href=\"funds/btc\"")]
    public async Task A_widget_holds_its_figures_without_script_and_a_way_to_the_proof(string address, params string[] wanted)
    {
        await using var portal = await PortalAsync();

        using var answer = await portal.GetAsync($"/embed/v1/{address}");
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancellation));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.All(wanted, text => Assert.Contains(text, page, StringComparison.Ordinal));
        Assert.Contains("href=\"verify\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("style=", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<form", page, StringComparison.Ordinal);
        Assert.DoesNotContain("theme.js", page, StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors *", policy, StringComparison.Ordinal);
        Assert.Equal("public, max-age=1", answer.Headers.CacheControl?.ToString());
    }

    [Theory(Timeout = TimeoutMs)]
    [InlineData("/embed/v1/balance?fund=none")]
    [InlineData("/embed/v1/nothing?fund=btc")]
    [InlineData("/embed/v1/liquidations?fund=none")]
    public async Task A_widget_of_nothing_says_so(string address)
    {
        await using var portal = await PortalAsync();

        using var answer = await portal.GetAsync(address);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("There is no such fund", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact(Timeout = TimeoutMs)]
    public async Task The_page_where_widgets_are_put_together_refuses_frames_and_writes_what_was_chosen()
    {
        await using var portal = await PortalAsync(("Portal:Address", "https://fund.example/"));

        using var answer = await portal.GetAsync("/embed?fund=btc&kind=coverage&theme=dark&compact=true&lang=zh-Hans");
        var page = WebUtility.HtmlDecode(WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancellation)));

        Assert.Contains("frame-ancestors 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Contains("<insurance-fund fund=\"btc\" kind=\"coverage\" theme=\"dark\" lang=\"zh-Hans\" compact style=\"display:block;min-height:118px\">", page, StringComparison.Ordinal);
        Assert.Contains("src=\"https://fund.example/embed/v1/coverage?fund=btc&theme=dark&lang=zh-Hans&compact=true\"", page, StringComparison.Ordinal);
        Assert.Contains("https://fund.example/badge/btc.svg", page, StringComparison.Ordinal);
        Assert.Contains("<link rel=\"canonical\" href=\"https://fund.example/embed\"", page, StringComparison.Ordinal);
    }

    [Fact(Timeout = TimeoutMs)]
    public async Task The_script_of_other_sites_is_small_kept_an_hour_and_not_sent_twice()
    {
        await using var portal = await PortalAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/embed/v1/widget.js", UriKind.Relative));
        request.Headers.AcceptEncoding.ParseAdd("gzip");

        using var answer = await portal.Client.SendAsync(request, Cancellation);
        var bytes = await answer.Content.ReadAsByteArrayAsync(Cancellation);

        Assert.Equal("gzip", Assert.Single(answer.Content.Headers.ContentEncoding));
        Assert.Equal("text/javascript", answer.Content.Headers.ContentType?.MediaType);
        Assert.InRange(bytes.Length, 500, 4_096);
        Assert.Equal(TimeSpan.FromHours(1), answer.Headers.CacheControl?.MaxAge);
        Assert.Equal("cross-origin", Assert.Single(answer.Headers.GetValues("Cross-Origin-Resource-Policy")));

        using var plain = await portal.GetAsync("/embed/v1/widget.js");
        using var again = await portal.GetAsync("/embed/v1/widget.js", plain.Headers.ETag!.ToString());
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotModified), (plain.StatusCode, again.StatusCode));
    }

    private static async Task<LivePortal> PortalAsync(params (string Name, string Value)[] settings)
    {
        var portal = await LivePortal.StartAsync(settings);
        await portal.Market.OpenAsync("btc", "USDT", "1001000");
        await portal.Market.SettleAsync(new TestLiquidation("10", "12.5"));
        await portal.ShownAsync();
        return portal;
    }
}
