using System.Globalization;
using System.Net;
using System.Xml.Linq;
using Portal.Web.Tests.Live;

namespace Portal.Web.Tests.Features.Embeds;

/// <summary>Badges, link pictures, oEmbed and the feed, asked over HTTP.</summary>
public sealed class BadgesTests
{
    private const int TimeoutMs = 120_000;

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = TimeoutMs)]
    public async Task A_badge_fits_its_text_names_itself_and_is_not_sent_twice()
    {
        await using var portal = await PortalAsync();

        using var answer = await portal.GetAsync("/badge/btc.svg");
        var badge = XDocument.Parse(await answer.Content.ReadAsStringAsync(Cancellation)).Root!;

        Assert.Equal("image/svg+xml", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("insurance fund btc fund: 1,000.00 USDT, ADL off", badge.Element(Svg + "title")!.Value);
        var texts = badge.Descendants(Svg + "text").ToArray();
        Assert.Equal(["insurance fund", "1,000.00 USDT"], texts.Select(text => text.Value));
        Assert.Equal(Number(badge, "width"), texts.Sum(text => Number(text, "textLength")) + 24);
        using var again = await portal.GetAsync("/badge/btc.svg", answer.Headers.ETag!.ToString());
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        using var missing = await portal.GetAsync("/badge/none.svg");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Fact(Timeout = TimeoutMs)]
    public async Task Shields_io_gets_the_names_it_knows_and_no_other()
    {
        await using var portal = await PortalAsync();

        var badge = await portal.JsonAsync("/badge/btc.json");

        Assert.Equal(["schemaVersion", "label", "message", "color", "cacheSeconds"], badge.EnumerateObject().Select(one => one.Name));
        Assert.Equal((1, "1,000.00 USDT"), (badge.GetProperty("schemaVersion").GetInt32(), badge.GetProperty("message").GetString()));
    }

    [Fact(Timeout = TimeoutMs)]
    public async Task A_funds_page_leads_to_its_picture_its_embed_and_the_feed()
    {
        await using var portal = await PortalAsync(("Portal:Address", "https://fund.example"));

        var page = WebUtility.HtmlDecode(await portal.Client.GetStringAsync(new Uri("/funds/btc?x=1", UriKind.Relative), Cancellation));

        Assert.Contains("<link rel=\"canonical\" href=\"https://fund.example/funds/btc\"", page, StringComparison.Ordinal);
        Assert.Contains("content=\"https://fund.example/badge/btc/card.svg\"", page, StringComparison.Ordinal);
        Assert.Contains("type=\"application/json+oembed\"", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/feeds/events.atom\"", page, StringComparison.Ordinal);
        var card = XDocument.Parse(await portal.Client.GetStringAsync(new Uri("/badge/btc/card.svg", UriKind.Relative), Cancellation)).Root!;
        Assert.Equal((1200, 630), (Number(card, "width"), Number(card, "height")));
        Assert.Contains("1,000.00 USDT", card.Element(Svg + "title")!.Value, StringComparison.Ordinal);
    }

    [Fact(Timeout = TimeoutMs)]
    public async Task OEmbed_answers_for_a_funds_page_within_the_size_that_was_asked_for()
    {
        await using var portal = await PortalAsync(("Portal:Address", "https://fund.example"));

        var answer = await portal.JsonAsync("/oembed?url=https%3A%2F%2Ffund.example%2Ffunds%2Fbtc&maxwidth=300&maxheight=140&format=json");

        Assert.Equal(("rich", "1.0"), (answer.GetProperty("type").GetString(), answer.GetProperty("version").GetString()));
        Assert.Equal((300, 130), (answer.GetProperty("width").GetInt32(), answer.GetProperty("height").GetInt32()));
        Assert.StartsWith("<iframe src=\"https://fund.example/embed/v1/balance?fund=btc&amp;compact=true\"", answer.GetProperty("html").GetString(), StringComparison.Ordinal);
        Assert.True(answer.TryGetProperty("provider_name", out _));
    }

    [Theory(Timeout = TimeoutMs)]
    [InlineData("url=https%3A%2F%2Ffund.example%2Ffunds%2Fnone", 404)]
    [InlineData("url=https%3A%2F%2Fother.example%2Ffunds%2Fbtc", 404)]
    [InlineData("url=https%3A%2F%2Ffund.example%2Fliquidations", 404)]
    [InlineData("", 404)]
    [InlineData("url=https%3A%2F%2Ffund.example%2Ffunds%2Fbtc&maxwidth=20", 404)]
    [InlineData("url=https%3A%2F%2Ffund.example%2Ffunds%2Fbtc&maxwidth=wide", 400)]
    [InlineData("url=https%3A%2F%2Ffund.example%2Ffunds%2Fbtc&format=xml", 501)]
    public async Task OEmbed_says_what_it_can_not_do_as_the_specification_demands(string query, int status)
    {
        await using var portal = await PortalAsync(("Portal:Address", "https://fund.example"));

        using var answer = await portal.GetAsync($"/oembed?{query}");

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact(Timeout = TimeoutMs)]
    public async Task The_feed_is_valid_newest_first_and_tells_of_adl_and_of_rates()
    {
        await using var portal = await PortalAsync(("Portal:Address", "https://fund.example"));
        await portal.Market.SetRateAsync("btc", 250_000, portal.Clock.Now.AddDays(2));
        await portal.Market.SettleAsync(new TestLiquidation("0", "2000"));
        await portal.ShownAsync();

        using var answer = await portal.GetAsync("/feeds/events.atom");
        var feed = XDocument.Parse(await answer.Content.ReadAsStringAsync(Cancellation)).Root!;

        Assert.Equal("application/atom+xml", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(Atom + "feed", feed.Name);
        var entries = feed.Elements(Atom + "entry").ToArray();
        Assert.Equal(["btc fund: ADL started", "btc fund: fee share 25%"], entries.Select(entry => entry.Element(Atom + "title")!.Value));
        foreach (var one in entries.Prepend(feed))
        {
            Assert.True(Uri.TryCreate(one.Element(Atom + "id")!.Value, UriKind.Absolute, out _));
            Assert.True(DateTimeOffset.TryParse(one.Element(Atom + "updated")!.Value, CultureInfo.InvariantCulture, out _));
            Assert.All(one.Elements(Atom + "link"), link => Assert.StartsWith("https://fund.example/", link.Attribute("href")!.Value, StringComparison.Ordinal));
        }

        Assert.All(entries, entry => Assert.NotEqual(string.Empty, entry.Element(Atom + "author")!.Element(Atom + "name")!.Value));
        Assert.Equal(entries.Length, entries.Select(entry => entry.Element(Atom + "id")!.Value).Distinct().Count());
        Assert.Equal(entries[0].Element(Atom + "updated")!.Value, feed.Element(Atom + "updated")!.Value);
        using var again = await portal.GetAsync("/feeds/events.atom", answer.Headers.ETag!.ToString());
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Fact(Timeout = TimeoutMs)]
    public async Task The_feed_tells_that_a_scheduled_fee_share_was_taken_back_by_whom_and_why()
    {
        await using var portal = await PortalAsync();
        await portal.Market.SetRateAsync("btc", 300_000, portal.Clock.Now.AddHours(1));
        await portal.Market.CancelRateAsync("btc", (await portal.ShownAsync()).Funds[0].Rates[^1].Sequence, "The market calmed down.");
        await portal.ShownAsync();

        using var answer = await portal.GetAsync("/feeds/events.atom");
        var newest = XDocument.Parse(await answer.Content.ReadAsStringAsync(Cancellation)).Root!.Elements(Atom + "entry").First();

        Assert.Equal("btc fund: fee share 30% taken back", newest.Element(Atom + "title")!.Value);
        Assert.EndsWith("The market calmed down.", newest.Element(Atom + "summary")!.Value, StringComparison.Ordinal);
        Assert.Equal("operator", newest.Element(Atom + "author")!.Element(Atom + "name")!.Value);
    }

    private static int Number(XElement element, string name) => int.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);

    private static async Task<LivePortal> PortalAsync(params (string Name, string Value)[] settings)
    {
        var portal = await LivePortal.StartAsync(settings);
        await portal.Market.OpenAsync("btc", "USDT", "1000");
        await portal.ShownAsync();
        return portal;
    }
}
