using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Portal.Web.Features.Verification.Guide;
using Portal.Web.Tests.Architecture;
using Portal.Web.Tests.Features.TransparencyLog;
using Portal.Web.Tests.Live;

namespace Portal.Web.Tests.Features.Verification.Guide;

public sealed class HowToVerifyPageTests
{
    private const string Address = "/verify/how";

    // Worked out by hand and hashed with sha256sum and openssl, not by this program.
    private const string Example = """
        {"asset":"USDT","balanceAfter":"999818.35","balanceBefore":"1000000.00","contractSequence":3,"deficit":"181.65","draw":"181.65","drawForFees":"45.20","entryPrice":"64000","fees":"45.20","fillNotional":"152951.25","fillPrice":"61180.5","form":"position","fund":"usdt","fundSequence":2,"funding":"-12.30","grossLoss":"7048.75","idCommitment":"7206d3175e291ecbe6cc15207d9b42758d027ae20924b239103c5c7524d5b660","kind":"liquidation","margin":"6900.00","occurredAt":"2026-01-31T12:00:00.250Z","policySequence":2,"positionSide":"long","quantity":"2500","recordedAt":"2026-01-31T12:00:00.287Z","residual":"-181.65","sequence":4,"source":"engine","sourceSequence":7,"surplus":"0.00","symbol":"BTCUSDT","toTrader":"0.00","totalLoss":"7081.65","uncovered":"0.00","v":1}
        """;

    private const string ExampleHash = "b06af682205f3814eed71b253e87d0f68e9bd484b210eb029f7b8efdb0ae90f7";

    [Fact]
    public async Task The_example_is_what_the_rules_make_of_it()
    {
        await using var portal = await LivePortal.StartAsync();
        var listings = Listings(await ReadAsync(portal));

        Assert.Contains(Example, listings);
        Assert.Contains(ExampleHash, listings);
        Assert.Equal((Example, ExampleHash), (WorkedExample.Instance.Canonical, WorkedExample.Instance.LeafHash));
    }

    [Theory]
    [InlineData("7,048.75")]
    [InlineData("7,081.65")]
    [InlineData("999,818.35")]
    public async Task The_examples_margin_check_shows_the_figures_of_its_bytes(string figure)
    {
        await using var portal = await LivePortal.StartAsync();

        Assert.Contains(figure, await ReadAsync(portal), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_field_that_an_entry_can_have_is_described_with_its_kind_and_no_other_is()
    {
        // The golden file of the rules' own tests holds every kind of entry.
        var written = File.ReadLines(Path.Combine(Repository.Root, "tests/Portal.Settlement.Tests/Ledger/Golden/entries.ndjson"))
            .Select(static line => JsonElement.Parse(line))
            .SelectMany(static entry => entry.EnumerateObject().Select(field => (Kind: entry.GetProperty("kind").GetString()!, field.Name)))
            .ToLookup(static field => field.Kind, static field => field.Name, StringComparer.Ordinal);
        EntryKind[] described = [EntryFormats.Liquidation, .. EntryFormats.Others];
        var shared = EntryFormats.Shared.Select(static field => field.Name).ToArray();

        Assert.All(written, kind =>
        {
            var fields = Assert.Single(described, known => known.Kinds.Contains(kind.Key)).Fields.Select(static field => field.Name);
            Assert.Empty(kind.Except([.. shared, .. fields], StringComparer.Ordinal));
        });
        Assert.All(described, kind => Assert.Empty(
            kind.Fields.Select(static field => field.Name).Except(kind.Kinds.SelectMany(name => written[name]), StringComparer.Ordinal)));
    }

    [Fact]
    public async Task The_script_on_the_page_is_the_one_that_is_served()
    {
        await using var portal = await LivePortal.StartAsync();
        using var script = await portal.GetAsync($"/{ByHandScript.Address}");
        var text = await script.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal("text/plain; charset=utf-8", script.Content.Headers.ContentType?.ToString());
        Assert.StartsWith("#!/usr/bin/env bash\n", text, StringComparison.Ordinal);
        Assert.Contains(text, Listings(await ReadAsync(portal)));
    }

    [Theory]
    [InlineData(5, "/log/tile/entries/000.p/5")]
    [InlineData(300, "/log/tile/entries/000")]
    public async Task Every_link_leads_somewhere_on_the_page_and_beyond(int size, string firstBundle)
    {
        await using var portal = await PublishedLog.WithEntriesAsync(size);
        var page = await ReadAsync(portal);
        var links = Regex.Matches(page, "href=\"([^\"]+)\"").Select(static match => WebUtility.HtmlDecode(match.Groups[1].Value)).Distinct(StringComparer.Ordinal).ToArray();

        Assert.Contains(firstBundle, links);
        Assert.Contains("/log/checkpoint", links);
        Assert.All(links.Where(static link => link.StartsWith("verify/how#", StringComparison.Ordinal)), link =>
            Assert.Contains($"id=\"{link[(link.IndexOf('#', StringComparison.Ordinal) + 1)..]}\"", page, StringComparison.Ordinal));
        foreach (var link in links.Where(static link => !link.StartsWith("https:", StringComparison.Ordinal)))
        {
            using var answer = await portal.GetAsync(new Uri(portal.Client.BaseAddress!, link).PathAndQuery);
            Assert.True(answer.IsSuccessStatusCode, $"{link} answered {answer.StatusCode}.");
        }
    }

    [Fact]
    public async Task Before_the_first_signature_it_says_so_and_links_to_no_file_of_the_log()
    {
        await using var portal = await LivePortal.StartAsync();
        var page = await ReadAsync(portal);

        Assert.Contains("Nothing is signed here yet", page, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"/log/", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_runs_under_the_strict_policy_and_other_pages_lead_to_it()
    {
        await using var portal = await LivePortal.StartAsync();
        var page = await ReadAsync(portal);

        Assert.DoesNotContain("style=", page, StringComparison.Ordinal);
        Assert.DoesNotMatch("<script(?![^>]*src=)", page);
        Assert.Contains("href=\"verify/how\"", await ReadAsync(portal, "/"), StringComparison.Ordinal);
    }

    private static string[] Listings(string page) =>
        [.. Regex.Matches(page, "<pre class=\"listing[^>]*><code>(?<text>.*?)</code></pre>", RegexOptions.Singleline | RegexOptions.ExplicitCapture)
            .Select(static match => WebUtility.HtmlDecode(match.Groups["text"].Value))];

    private static async Task<string> ReadAsync(LivePortal portal, string address = Address)
    {
        using var answer = await portal.GetAsync(address);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
