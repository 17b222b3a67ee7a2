using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Portal.Settlement.Contracts;
using Portal.Settlement.TransparencyLog;
using Portal.Web.Tests.Live;

namespace Portal.Web.Tests.Features.PublicApi;

/// <summary>Liquidations and entries over the API.</summary>
public sealed class LiquidationsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_record_holds_the_canonical_fields_and_what_follows_from_them()
    {
        await using var portal = await LivePortal.StartAsync();
        await portal.Market.OpenAsync("usdt", "USDT", "1000");
        var entry = Assert.Single(await portal.Market.SettleAsync(new TestLiquidation("50", "200")));
        await portal.ShownAsync();

        var record = await portal.JsonAsync("/api/v1/liquidations/3");

        Assert.Equal("covered", record.GetProperty("outcome").GetString());
        Assert.Equal("linear", record.GetProperty("contractKind").GetString());
        Assert.Equal("1", record.GetProperty("contractValue").GetString());
        Assert.Equal(Convert.ToHexStringLower(MerkleTree.LeafHash(entry.ToBytes())), record.GetProperty("leafHash").GetString());
        foreach (var field in JsonDocument.Parse(entry.ToBytes()).RootElement.EnumerateObject())
        {
            Assert.Equal(field.Value.GetRawText(), record.GetProperty(field.Name).GetRawText());
        }

        await portal.JsonAsync("/api/v1/liquidations/2", HttpStatusCode.NotFound);
        Assert.Equal("sequence", (await portal.JsonAsync("/api/v1/liquidations/x", HttpStatusCode.BadRequest)).GetProperty("field").GetString());
    }

    [Fact]
    public async Task Entries_come_byte_for_byte_so_that_their_hashes_can_be_checked()
    {
        await using var portal = await LivePortal.StartAsync();
        await portal.Market.OpenAsync("usdt", "USDT", "1000");
        var entries = await portal.Market.SettleAsync(new TestLiquidation("50", "200"), new TestLiquidation("50", "10", Symbol: "ÄÖ\"\\USDT"));
        await portal.ShownAsync();

        var text = await portal.Client.GetStringAsync(new Uri("/api/v1/entries?after=2", UriKind.Relative), Cancellation);
        var own = await portal.JsonAsync("/api/v1/funds/usdt/entries?after=1&limit=1");

        Assert.All(entries, entry => Assert.Contains(Encoding.UTF8.GetString(entry.ToBytes()), text, StringComparison.Ordinal));
        Assert.Equal(3, Assert.Single(own.GetProperty("entries").EnumerateArray()).GetProperty("sequence").GetInt64());
        Assert.Equal("2", own.GetProperty("next").GetString());
        Assert.False((await portal.JsonAsync("/api/v1/entries")).TryGetProperty("next", out _));
    }

    [Theory]
    [InlineData("fund=btc", "7")]
    [InlineData("symbol=ETHUSDT", "6")]
    [InlineData("side=short", "6")]
    [InlineData("outcome=covered", "7 5")]
    [InlineData("outcome=surplus", "8 6")]
    [InlineData("fund=usdt&minAmount=150", "5")]
    [InlineData("fund=usdt&maxAmount=40", "8 6")]
    [InlineData("fund=usdt&minAmount=2&maxAmount=40", "6")]
    [InlineData("sort=oldest", "5 6 7 8")]
    [InlineData("sort=oldest&after=5&before=8", "6 7")]
    [InlineData("sort=newest&after=7", "8 7 6 5")]
    [InlineData("sort=draw&fund=usdt", "5")]
    [InlineData("sort=draw&symbol=BTCUSDT&fund=usdt&after=5", "")]
    [InlineData("fund=usdt", "8 6 5")]
    [InlineData("from=2026-03-01T12:02:00Z", "8 7")]
    [InlineData("to=2026-03-01T12:02:00Z", "6 5")]
    [InlineData("before=7&limit=1", "6")]
    [InlineData("unknown=parameter", "8 7 6 5")]
    public async Task Filters_leave_out_what_was_not_asked_for(string query, string sequences)
    {
        await using var portal = await StartWithFourAsync();

        var answer = await portal.JsonAsync($"/api/v1/liquidations?{query}");

        var found = answer.GetProperty("liquidations").EnumerateArray().Select(record => record.GetProperty("sequence").GetInt64());
        Assert.Equal(sequences, string.Join(' ', found));
    }

    [Theory]
    [InlineData("fund=nobody", "fund")]
    [InlineData("side=up", "side")]
    [InlineData("outcome=good", "outcome")]
    [InlineData("from=yesterday", "from")]
    [InlineData("to=2026-13-01", "to")]
    [InlineData("minAmount=1", "minAmount")]
    [InlineData("fund=usdt&minAmount=1e3", "minAmount")]
    [InlineData("fund=usdt&minAmount=0.001", "minAmount")]
    [InlineData("fund=usdt&minAmount=-1", "minAmount")]
    [InlineData("before=-1", "before")]
    [InlineData("sort=size", "sort")]
    [InlineData("sort=draw", "fund")]
    [InlineData("after=x", "after")]
    [InlineData("fund=usdt&maxAmount=0.001", "maxAmount")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=201", "limit")]
    [InlineData("limit=99999999999999999999", "limit")]
    public async Task A_bad_parameter_is_named(string query, string field)
    {
        await using var portal = await StartWithFourAsync();

        var problem = await portal.JsonAsync($"/api/v1/liquidations?{query}", HttpStatusCode.BadRequest);

        Assert.Equal(field, problem.GetProperty("field").GetString());
    }

    [Fact]
    public async Task Pages_go_on_by_cursor_until_the_end_and_miss_nothing()
    {
        await using var portal = await LivePortal.StartAsync();
        await portal.Market.OpenAsync("usdt", "USDT", "1000");
        await portal.Market.SettleAsync([.. Enumerable.Range(1, 25).Select(_ => new TestLiquidation("2", "1"))]);
        await portal.ShownAsync();

        var seen = new List<long>();
        string? next = null;
        do
        {
            var page = await portal.JsonAsync($"/api/v1/liquidations?limit=10{(next is null ? null : "&before=" + next)}");
            seen.AddRange(page.GetProperty("liquidations").EnumerateArray().Select(record => record.GetProperty("sequence").GetInt64()));
            next = page.TryGetProperty("next", out var cursor) ? cursor.GetString() : null;
        }
        while (next is not null && seen.Count < 100);

        Assert.Equal(Enumerable.Range(3, 25).Reverse().Select(sequence => (long)sequence), seen);
    }

    [Fact]
    public async Task The_largest_draws_go_on_by_cursor_until_the_end_and_miss_nothing()
    {
        await using var portal = await LivePortal.StartAsync();
        await portal.Market.OpenAsync("usdt", "USDT", "100000");
        await portal.Market.SettleAsync([.. Enumerable.Range(1, 12).Select(size => new TestLiquidation("1", (1 + (size % 5)).ToString(CultureInfo.InvariantCulture)))]);
        await portal.ShownAsync();

        var seen = new List<(string Draw, long Sequence)>();
        for (string? next = string.Empty; next is not null && seen.Count < 100;)
        {
            var page = await portal.JsonAsync($"/api/v1/liquidations?sort=draw&limit=4&after={next}");
            seen.AddRange(page.GetProperty("liquidations").EnumerateArray().Select(record => (record.GetProperty("draw").GetString()!, record.GetProperty("sequence").GetInt64())));
            next = page.TryGetProperty("next", out var cursor) ? cursor.GetString() : null;
        }

        Assert.Equal(["4.00", "4.00", "3.00", "3.00", "2.00", "2.00", "2.00", "1.00", "1.00", "1.00"], seen.Select(one => one.Draw));
        Assert.Equal(seen.OrderByDescending(one => one.Draw, StringComparer.Ordinal).ThenByDescending(one => one.Sequence), seen);
    }

    [Fact]
    public async Task A_search_without_an_index_looks_at_5000_rows_and_says_how_far_it_came()
    {
        await using var portal = await LivePortal.StartAsync();
        await portal.Market.OpenAsync("usdt", "USDT", "1000");
        await portal.Market.SettleAsync(new TestLiquidation("1", "2", Side: PositionSide.Short));
        for (var batch = 0; batch < 5; batch++)
        {
            await portal.Market.SettleAsync([.. Enumerable.Range(1, 1_001).Select(_ => new TestLiquidation("2", "1"))]);
        }

        await portal.ShownAsync();
        var first = await portal.JsonAsync("/api/v1/liquidations?side=short");
        var second = await portal.JsonAsync($"/api/v1/liquidations?side=short&before={first.GetProperty("next").GetString()}");

        Assert.Empty(first.GetProperty("liquidations").EnumerateArray());
        Assert.Equal(first.GetProperty("searchedBackTo").GetInt64().ToString(CultureInfo.InvariantCulture), first.GetProperty("next").GetString());
        Assert.Equal(5_008 - 5_000 + 1, first.GetProperty("searchedBackTo").GetInt64());
        Assert.Equal(3, Assert.Single(second.GetProperty("liquidations").EnumerateArray()).GetProperty("sequence").GetInt64());
        Assert.False(second.TryGetProperty("next", out _));
        Assert.Equal(1, second.GetProperty("searchedBackTo").GetInt64());
    }

    // Sequences 1 to 4 list two assets and open two funds; the liquidations follow, a minute each.
    private static async Task<LivePortal> StartWithFourAsync()
    {
        var portal = await LivePortal.StartAsync();
        await portal.Market.OpenAsync("usdt", "USDT", "1000");
        await portal.Market.OpenAsync("btc", "BTC", "10", scale: 8);
        await portal.Market.SettleAsync(new TestLiquidation("50", "200"));
        portal.Clock.Now += TimeSpan.FromMinutes(1);
        await portal.Market.SettleAsync(new TestLiquidation("50", "10", "ETHUSDT", PositionSide.Short));
        portal.Clock.Now += TimeSpan.FromMinutes(1);
        await portal.Market.SettleAsync(new TestLiquidation("1", "2", "BTCUSD", Asset: "BTC"));
        portal.Clock.Now += TimeSpan.FromMinutes(1);
        await portal.Market.SettleAsync(new TestLiquidation("2", "1"));
        await portal.ShownAsync();
        return portal;
    }
}
