using System.Net;
using System.Xml.Linq;
using Portal.Web.Tests.Live;

namespace Portal.Web.Tests.Features;

/// <summary>Search engines find every page in every language, and nothing that is none.</summary>
public sealed class SitemapTests
{
    private static readonly XNamespace Sitemap = "http://www.sitemaps.org/schemas/sitemap/0.9";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task Every_address_of_the_sitemap_is_a_page_and_every_fund_is_there_in_every_language()
    {
        await using var portal = await LivePortal.StartAsync();
        await portal.Market.OpenAsync("usdt", "USDT", "1000");
        await portal.ShownAsync();
        var root = portal.Client.BaseAddress!.ToString();

        using var answer = await portal.GetAsync("/sitemap.xml");
        var map = XDocument.Parse(await answer.Content.ReadAsStringAsync(Cancellation));
        var addresses = map.Descendants(Sitemap + "loc").Select(static address => address.Value).ToArray();

        Assert.Equal("application/xml", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains(root, addresses);
        Assert.Contains($"{root}zh-Hans/", addresses);
        Assert.Contains($"{root}funds/usdt", addresses);
        Assert.Contains($"{root}zh-Hans/funds/usdt", addresses);
        Assert.Contains($"{root}verify/how", addresses);
        Assert.DoesNotContain($"{root}not-found", addresses);
        Assert.DoesNotContain($"{root}error", addresses);
        foreach (var address in addresses)
        {
            using var page = await portal.GetAsync(new Uri(address).PathAndQuery);
            Assert.True(page.StatusCode is HttpStatusCode.OK, $"{address} answered {page.StatusCode}.");
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task Robots_are_told_where_the_sitemap_is()
    {
        await using var portal = await LivePortal.StartAsync(("Portal:Address", "https://fund.example/"));

        using var answer = await portal.GetAsync("/robots.txt");
        var text = await answer.Content.ReadAsStringAsync(Cancellation);

        Assert.Contains("\nSitemap: https://fund.example/sitemap.xml\n", text, StringComparison.Ordinal);
        Assert.Contains("\nDisallow: /admin\n", text, StringComparison.Ordinal);
    }
}
