using System.Net;
using Microsoft.AspNetCore.Mvc.Testing;

namespace Portal.Web.Tests.Languages;

/// <summary>Addresses hold the language: who gets which, and what has none.</summary>
public sealed class LanguageAddressesTests(SamplePortal portal) : IClassFixture<SamplePortal>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/rates", "en", "ltr", "/")]
    [InlineData("/zh-Hans/rates", "zh-Hans", "ltr", "/zh-Hans/")]
    public async Task A_page_says_its_language_and_names_its_fellows(string address, string language, string direction, string basePath)
    {
        var page = await ReadAsync(address);

        Assert.Contains($"<html lang=\"{language}\" dir=\"{direction}\" data-root=\"/\"", page, StringComparison.Ordinal);
        Assert.Contains($"<base href=\"{basePath}\"", page, StringComparison.Ordinal);
        Assert.Contains($"rel=\"canonical\" href=\"http://localhost{address}\"", page, StringComparison.Ordinal);
        Assert.Contains("hreflang=\"en\" href=\"http://localhost/rates\"", page, StringComparison.Ordinal);
        Assert.Contains("hreflang=\"zh-Hans\" href=\"http://localhost/zh-Hans/rates\"", page, StringComparison.Ordinal);
        Assert.Contains("hreflang=\"x-default\" href=\"http://localhost/rates\"", page, StringComparison.Ordinal);
        Assert.Contains("src=\"/assets/portal.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Languages_are_cached_apart()
    {
        var (chinese, english) = (await ReadAsync("/zh-Hans/liquidations"), await ReadAsync("/liquidations"));

        Assert.Contains("跳到正文", chinese, StringComparison.Ordinal);
        Assert.Contains("Skip to content", english, StringComparison.Ordinal);
        Assert.Equal(chinese, await ReadAsync("/zh-Hans/liquidations"));
        Assert.Equal(english, await ReadAsync("/liquidations"));
    }

    [Theory]
    [InlineData("/zh-Hans/api/v1/funds")]
    [InlineData("/zh-Hans/openapi/v1.json")]
    [InlineData("/zh-Hans/developers/reference/index.html")]
    [InlineData("/zh-Hans/log/vkey")]
    [InlineData("/zh-Hans/badge/usdt.svg")]
    [InlineData("/zh-Hans/verify/by-hand.sh")]
    [InlineData("/zh-Hans/feeds/events.atom")]
    [InlineData("/zh-Hans/assets/favicon.svg")]
    [InlineData("/zh-Hans/admin")]
    [InlineData("/zh-Hans/healthz")]
    [InlineData("/zh-Hans/no/such/page")]
    [InlineData("/zh-Hans/funds/none")]
    public async Task Under_a_prefix_there_are_pages_alone_and_the_rest_is_missing_in_its_language(string address)
    {
        using var answer = await GetAsync(address);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("没有这个页面", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_widget_has_one_address_in_all_languages()
    {
        using var answer = await GetAsync("/zh-Hans/embed/v1/balance?fund=usdt");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("zh-CN,zh;q=0.9,en;q=0.8", null, "/zh-Hans/")]
    [InlineData("fr;q=0.9, zh-Hant;q=0.4", "cross-site", "/zh-Hans/")]
    [InlineData("zh", "none", "/zh-Hans/")]
    [InlineData("zh", "same-origin", null)]
    [InlineData("en-GB,en;q=0.9,zh;q=0.8", null, null)]
    [InlineData("zh;q=0, fr", null, null)]
    [InlineData("not a list;;;", null, null)]
    [InlineData(null, null, null)]
    public async Task The_front_page_leads_to_the_language_that_the_browser_prefers(string? accepted, string? site, string? target)
    {
        using var answer = await GetAsync("/", accepted, site);

        Assert.Equal(target is null ? HttpStatusCode.OK : HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal(target, answer.Headers.Location?.OriginalString);
        Assert.Contains("Accept-Language", answer.Headers.Vary);
        Assert.Contains("Sec-Fetch-Site", answer.Headers.Vary);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("/?lang=en")]
    [InlineData("/rates")]
    [InlineData("/liquidations")]
    public async Task Whoever_chose_a_page_stays_on_it(string address)
    {
        using var answer = await GetAsync(address, "zh");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("/zh-hans/rates?x=1", "/zh-Hans/rates?x=1")]
    [InlineData("/zh-Hans", "/zh-Hans/")]
    public async Task A_page_has_one_address_in_a_language(string address, string target)
    {
        using var answer = await GetAsync(address);

        Assert.Equal(HttpStatusCode.MovedPermanently, answer.StatusCode);
        Assert.Equal(target, answer.Headers.Location?.OriginalString);
    }

    [Theory]
    [InlineData("/zh-Hans/", "/?lang=en", "/zh-Hans/")]
    [InlineData("/?lang=en", "/?lang=en", "/zh-Hans/")]
    [InlineData("/liquidations?symbol=BTCUSDT", "/liquidations?symbol=BTCUSDT", "/zh-Hans/liquidations?symbol=BTCUSDT")]
    [InlineData("/zh-Hans/liquidations?symbol=BTCUSDT", "/liquidations?symbol=BTCUSDT", "/zh-Hans/liquidations?symbol=BTCUSDT")]
    public async Task The_switch_leads_to_the_same_page(string address, string english, string chinese)
    {
        var page = await ReadAsync(address);

        Assert.Contains($"<a href=\"{english}\" hreflang=\"en\" lang=\"en\"", page, StringComparison.Ordinal);
        Assert.Contains($"<a href=\"{chinese}\" hreflang=\"zh-Hans\" lang=\"zh-Hans\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_widget_leads_to_pages_in_its_language()
    {
        var widget = await ReadAsync("/embed/v1/balance?fund=usdt&lang=zh");

        Assert.Contains("<base href=\"/zh-Hans/\"", widget, StringComparison.Ordinal);
        Assert.Contains("src=\"/assets/embed.", widget, StringComparison.Ordinal);
    }

    private async Task<string> ReadAsync(string address)
    {
        using var answer = await GetAsync(address);
        return await answer.Content.ReadAsStringAsync(Cancellation);
    }

    private async Task<HttpResponseMessage> GetAsync(string address, string? accepted = null, string? site = null)
    {
        using var client = portal.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, UriKind.Relative));
        request.Headers.TryAddWithoutValidation("Accept-Language", accepted);
        request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", site);
        return await client.SendAsync(request, Cancellation);
    }
}
