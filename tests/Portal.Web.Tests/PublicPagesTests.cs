using System.Net;
using System.Text.RegularExpressions;
using Portal.Web.Tests.Live;

namespace Portal.Web.Tests;

/// <summary>Every public page over HTTP, with the sample portal behind it.</summary>
public sealed class PublicPagesTests(SamplePortal portal) : IClassFixture<SamplePortal>
{
    public static TheoryData<string> Pages { get; } = ["/", "/liquidations", "/liquidations?before=18155", "/liquidations/18204", "/funds/usdt", "/rates", "/how-it-works", "/glossary", "/liquidations?outcome=surplus&sort=oldest", "/verify", "/verify?entry=18204", "/receipt", "/nowhere"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_runs_under_the_strict_policy_and_says_that_it_is_a_demo(string address)
    {
        using var client = portal.CreateClient();

        var page = await ReadAsync(client, address);

        Assert.DoesNotMatch("\\sstyle=", page);
        Assert.DoesNotContain("<style", page, StringComparison.Ordinal);
        Assert.DoesNotContain("javascript:", page, StringComparison.Ordinal);
        Assert.DoesNotMatch("<script(?![^>]*src=)", page);
        Assert.Contains("Demo market:", page, StringComparison.Ordinal);
        Assert.Contains("id=\"data-notice\"", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/", HttpStatusCode.OK)]
    [InlineData("/nowhere", HttpStatusCode.NotFound)]
    public async Task Whoever_asks_for_the_head_alone_gets_that(string address, HttpStatusCode status)
    {
        await using var live = await LivePortal.StartAsync();
        await live.ShownAsync();
        using var request = new HttpRequestMessage(HttpMethod.Head, new Uri(address, UriKind.Relative));

        using var answer = await live.Client.SendAsync(request, Cancellation);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Cancellation));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Every_link_of_a_page_leads_somewhere(string address)
    {
        using var client = portal.CreateClient();
        var page = await ReadAsync(client, address);
        var links = Regex.Matches(page, "(?:href|src|data-chart-script)=\"([^\"#:]+)\"")
            .Select(match => WebUtility.HtmlDecode(match.Groups[1].Value))
            .Distinct(StringComparer.Ordinal)
            // The sample holds one fund in full and no entries of the ledger; what is missing is missing in every language.
            .Where(link => !link.EndsWith("/nowhere", StringComparison.Ordinal))
            .Where(link => !link.StartsWith("entries/", StringComparison.Ordinal))
            .Where(link => !link.StartsWith("funds/", StringComparison.Ordinal) || link == "funds/usdt");

        foreach (var link in links)
        {
            using var answer = await client.GetAsync(new Uri(link, UriKind.Relative), Cancellation);
            Assert.True(answer.IsSuccessStatusCode, $"{link} answered {answer.StatusCode}.");
        }
    }

    [Theory]
    [InlineData("/nowhere")]
    [InlineData("/deep/down/nowhere")]
    [InlineData("/liquidations/1")]
    [InlineData("/liquidations/first")]
    [InlineData("/funds/none")]
    public async Task What_is_not_there_is_answered_with_404_and_a_page(string address)
    {
        using var client = portal.CreateClient();

        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative), Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("There is no such page", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_skip_link_stays_on_its_page()
    {
        using var client = portal.CreateClient();

        Assert.Contains("href=\"liquidations?before=18155#content\"", await ReadAsync(client, "/liquidations?before=18155"), StringComparison.Ordinal);
    }

    private static async Task<string> ReadAsync(HttpClient client, string address)
    {
        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative), Cancellation);
        return await answer.Content.ReadAsStringAsync(Cancellation);
    }
}
