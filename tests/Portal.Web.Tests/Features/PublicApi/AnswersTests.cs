using System.Net;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Portal.Storage.Database;
using Portal.Web.Tests.Live;

namespace Portal.Web.Tests.Features.PublicApi;

/// <summary>What all answers have in common: how long they hold, what they say to other sites and to browsers.</summary>
public sealed class AnswersTests
{
    public static TheoryData<string> PublicAddresses =>
    [
        "/", "/liquidations", "/liquidations/3", "/funds/usdt", "/verify/how", "/api/v1/funds", "/api/v1/funds/usdt", "/api/v1/funds/usdt/history",
        "/api/v1/funds/usdt/entries", "/api/v1/entries", "/api/v1/liquidations", "/api/v1/liquidations/3", "/api/v1/rates", "/api/v1/adl", "/api/v1/status",
    ];

    [Theory]
    [MemberData(nameof(PublicAddresses))]
    public async Task The_second_answer_comes_from_the_cache_and_none_sets_a_cookie(string address)
    {
        await using var portal = await StartAsync();

        using var first = await portal.GetAsync(address);
        using var second = await portal.GetAsync(address);

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Null(first.Headers.Age);
        Assert.NotNull(second.Headers.Age);
        Assert.Equal("public, max-age=1", second.Headers.CacheControl?.ToString());
        Assert.All([first, second], answer => Assert.False(answer.Headers.Contains("Set-Cookie")));
        Assert.Contains("default-src 'self'", Assert.Single(second.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", Assert.Single(second.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(second.Headers.GetValues("X-Content-Type-Options")));
        Assert.Single(second.Headers.GetValues("Referrer-Policy"));
    }

    [Fact]
    public async Task The_order_of_parameters_and_unknown_ones_make_no_new_answer()
    {
        await using var portal = await StartAsync();

        using var first = await portal.GetAsync("/api/v1/liquidations?limit=5&fund=usdt");
        using var second = await portal.GetAsync("/api/v1/liquidations?fund=usdt&utm_source=x&limit=5");
        using var other = await portal.GetAsync("/api/v1/liquidations?fund=usdt&limit=6");

        Assert.Null(first.Headers.Age);
        Assert.NotNull(second.Headers.Age);
        Assert.Null(other.Headers.Age);
    }

    [Fact]
    public async Task An_answer_holds_until_the_ledger_grows()
    {
        await using var portal = await StartAsync();

        using var first = await portal.GetAsync("/api/v1/funds");
        var tag = first.Headers.ETag!.ToString();
        using var same = await portal.GetAsync("/api/v1/funds", tag);
        using var sameOfAnother = await portal.GetAsync("/api/v1/entries", tag);
        await portal.Market.SettleAsync(new TestLiquidation("2", "1"));
        await portal.ShownAsync();
        using var later = await portal.GetAsync("/api/v1/funds", tag);

        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        Assert.Equal(tag, same.Headers.ETag?.ToString());
        Assert.Equal(HttpStatusCode.NotModified, sameOfAnother.StatusCode);
        Assert.Equal(HttpStatusCode.OK, later.StatusCode);
        Assert.NotEqual(tag, later.Headers.ETag?.ToString());
        Assert.Null(later.Headers.Age);
    }

    [Fact]
    public async Task What_changes_without_the_ledger_is_not_held_to_its_sequence()
    {
        await using var portal = await StartAsync();

        using var funds = await portal.GetAsync("/api/v1/funds");
        using var status = await portal.GetAsync("/api/v1/status", funds.Headers.ETag!.ToString());

        Assert.Equal(HttpStatusCode.OK, status.StatusCode);
        Assert.Null(status.Headers.ETag);
    }

    [Fact]
    public async Task Whoever_asks_for_the_head_alone_gets_it()
    {
        await using var portal = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Head, new Uri("/api/v1/funds", UriKind.Relative));

        using var answer = await portal.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.NotNull(answer.Headers.ETag);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task Answers_are_compressed_for_whoever_takes_it_and_kept_that_way(string encoding)
    {
        await using var portal = await StartAsync();

        var encodings = new List<string?>();
        foreach (var accepted in new[] { encoding, encoding, null })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/api/v1/funds", UriKind.Relative));
            request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);
            using var answer = await portal.Client.SendAsync(request, TestContext.Current.CancellationToken);
            encodings.Add(answer.Content.Headers.ContentEncoding.SingleOrDefault());
            Assert.Equal(accepted is not null, answer.Headers.Vary.Contains("Accept-Encoding"));
        }

        Assert.Equal([encoding, encoding, null], encodings);
    }

    [Fact]
    public async Task Every_answer_says_how_much_more_may_be_asked_also_one_from_the_cache()
    {
        await using var portal = await StartAsync();

        using var first = await portal.GetAsync("/api/v1/funds");
        using var second = await portal.GetAsync("/api/v1/funds");

        Assert.NotNull(second.Headers.Age);
        Assert.Equal("2000", Assert.Single(second.Headers.GetValues("RateLimit-Limit")));
        Assert.InRange(int.Parse(Assert.Single(second.Headers.GetValues("RateLimit-Remaining")), System.Globalization.CultureInfo.InvariantCulture), 1_990, 2_000);
        Assert.Single(second.Headers.GetValues("RateLimit-Reset"));
    }

    [Theory]
    [InlineData("/log/checkpoint")]
    [InlineData("/log/vkey")]
    [InlineData("/api/v1/log/inclusion?sequence=1")]
    [InlineData("/api/v1/log/consistency?from=1")]
    public async Task What_a_checkpoint_changes_is_not_sent_again_before_the_next_one(string address)
    {
        await using var portal = await StartAsync();
        await portal.PublishAsync();

        using var first = await portal.GetAsync(address);
        using var same = await portal.GetAsync(address, first.Headers.ETag!.ToString());

        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
    }

    [Fact]
    public async Task A_problem_is_not_kept()
    {
        await using var portal = await StartAsync();

        using var first = await portal.GetAsync("/api/v1/funds/nobody");
        using var second = await portal.GetAsync("/api/v1/funds/nobody");

        Assert.Equal("no-store", first.Headers.CacheControl?.ToString());
        Assert.Null(first.Headers.ETag);
        Assert.Null(second.Headers.Age);
    }

    [Fact]
    public async Task Any_site_may_read()
    {
        await using var portal = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/api/v1/funds", UriKind.Relative));
        request.Headers.Add("Origin", "https://somewhere.example");

        using var answer = await portal.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal("*", Assert.Single(answer.Headers.GetValues("Access-Control-Allow-Origin")));
    }

    [Fact]
    public async Task The_description_names_every_address_and_what_it_answers()
    {
        await using var portal = await StartAsync();

        var paths = (await portal.JsonAsync("/openapi/v1.json")).GetProperty("paths").EnumerateObject().ToArray();

        Assert.Equal(
            [
                "/api/intake/v1/adl-fills", "/api/intake/v1/fees", "/api/intake/v1/liquidations", "/api/intake/v1/positions", "/api/intake/v1/prices",
                "/api/v1/adl", "/api/v1/adl/events", "/api/v1/adl/events/{sequence}", "/api/v1/adl/losses/{sequence}", "/api/v1/adl/queue", "/api/v1/entries", "/api/v1/events", "/api/v1/events/{id}/{peakSequence}", "/api/v1/export/entries.csv", "/api/v1/export/entries.ndjson",
                "/api/v1/export/liquidations.csv", "/api/v1/export/liquidations.ndjson", "/api/v1/funds", "/api/v1/funds/{id}", "/api/v1/funds/{id}/entries",
                "/api/v1/funds/{id}/history", "/api/v1/funds/{id}/marks", "/api/v1/liquidations", "/api/v1/liquidations/{sequence}", "/api/v1/log/consistency", "/api/v1/log/inclusion",
                "/api/v1/prices", "/api/v1/rates", "/api/v1/status", "/api/v1/stream", "/log/checkpoint", "/log/handover/{number}", "/log/tile/entries/{tile}", "/log/tile/{level}/{tile}", "/log/vkey",
            ],
            paths.Select(path => path.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Status_and_readiness_tell_how_fresh_the_figures_are()
    {
        await using var portal = await StartAsync();

        var status = await portal.JsonAsync("/api/v1/status");
        var ready = await portal.JsonAsync("/readyz");

        Assert.True(status.GetProperty("fresh").GetBoolean());
        Assert.False(status.GetProperty("settling").GetBoolean());
        Assert.Equal(3, status.GetProperty("sequence").GetInt64());
        Assert.Equal(0, status.GetProperty("lag").GetProperty("entries").GetInt64());
        Assert.Equal("2026-03-01T12:00:00.000Z", status.GetProperty("lag").GetProperty("lastEntryAt").GetString());
        Assert.False(string.IsNullOrEmpty(status.GetProperty("version").GetString()));
        Assert.Equal(0, status.GetProperty("sources").GetArrayLength());
        Assert.Equal("ready", ready.GetProperty("status").GetString());
        Assert.True(ready.GetProperty("database").GetBoolean());
        await portal.JsonAsync("/healthz");
    }

    [Fact]
    public async Task Without_its_database_the_portal_is_not_ready_and_shows_what_it_knows()
    {
        await using var portal = await StartAsync();
        using (var connection = new SqliteConnection(portal.Services.GetRequiredService<IOptions<DatabaseOptions>>().Value.ConnectionString))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "ALTER TABLE ledger_head RENAME TO ledger_head_away; ALTER TABLE ledger_entry RENAME TO ledger_entry_away; ";
            command.ExecuteNonQuery();
        }

        await portal.JsonAsync("/readyz", HttpStatusCode.ServiceUnavailable);
        await portal.JsonAsync("/healthz");
        await portal.JsonAsync("/api/v1/funds");
        using var entries = await portal.GetAsync("/api/v1/entries");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, entries.StatusCode);
        Assert.NotNull(entries.Headers.RetryAfter);
        Assert.Equal("application/problem+json", entries.Content.Headers.ContentType?.MediaType);
    }

    private static async Task<LivePortal> StartAsync()
    {
        var portal = await LivePortal.StartAsync();
        await portal.Market.OpenAsync("usdt", "USDT", "1000");
        await portal.Market.SettleAsync(new TestLiquidation("2", "1"));
        await portal.ShownAsync();
        return portal;
    }
}
