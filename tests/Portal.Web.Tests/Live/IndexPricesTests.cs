using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Portal.Storage.Prices;
using Portal.Web.Live;

namespace Portal.Web.Tests.Live;

/// <summary>Dollars: where they are shown, when they grow old, and that they move without an entry.</summary>
public sealed class IndexPricesTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_price_reaches_pages_and_answers_without_an_entry_and_is_marked_when_a_minute_old()
    {
        await using var portal = await LivePortal.StartAsync();
        await portal.Market.OpenAsync("btc", "BTC", "2.5", scale: 8);
        await portal.ShownAsync();
        await using var follower = await HubFollower.StartAsync(portal);
        await follower.SubscribeAsync(2, "page:overview:en", "page:fund/btc:en");
        Assert.False((await portal.JsonAsync("/api/v1/funds/btc")).TryGetProperty("balanceUsd", out _));

        await SendAsync(portal, "BTC", "96412.57");
        var told = await follower.MessageAsync(message => message.Method == "FragmentsChanged");
        Assert.Equal(["totals", "fund-btc-worth"], told.Content.EnumerateArray().Select(fragment => fragment.GetProperty("target").GetString()));
        Assert.Contains("241,031.42", told.Content[0].GetProperty("html").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("price-old", told.Content[0].GetProperty("html").GetString(), StringComparison.Ordinal);
        var fund = await portal.JsonAsync("/api/v1/funds/btc");
        Assert.Equal(
            ("241031.42", "96412.57", "2026-03-01T12:00:00.000Z"),
            (fund.GetProperty("balanceUsd").GetString(), fund.GetProperty("priceUsd").GetString(), fund.GetProperty("priceAt").GetString()));

        portal.Clock.Now += TimeSpan.FromSeconds(61);
        var old = await follower.MessageAsync(message => message.Method == "FragmentsChanged" && message.Content[0].GetProperty("html").GetString()!.Contains("price-old", StringComparison.Ordinal));
        Assert.Contains("BTC: older than a minute", old.Content[0].GetProperty("html").GetString(), StringComparison.Ordinal);
        Assert.True((await portal.JsonAsync("/api/v1/prices")).GetProperty("prices")[0].GetProperty("old").GetBoolean());
        Assert.Contains("older than a minute", await portal.Client.GetStringAsync(new Uri("/", UriKind.Relative), Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_total_adds_what_has_a_price_and_names_what_has_none_and_simulated_money_is_left_out()
    {
        await using var portal = await LivePortal.StartAsync();
        await portal.Market.OpenAsync("one", "BTC", "1", scale: 8, symbols: "A");
        await portal.Market.OpenAsync("two", "BTC", "0.00000001", scale: 8, symbols: "B");
        await portal.Market.OpenAsync("usdt", "USDT", "1000", symbols: "C");
        await portal.Market.OpenAsync("toy", "BTC", "500", scale: 8, demo: true, symbols: "D");
        await SendAsync(portal, "BTC", "100000");
        await portal.ShownAsync(snapshot => snapshot.Funds.Length == 4 && snapshot.Prices.Find("BTC") is not null);

        var page = WebUtility.HtmlDecode(await portal.Client.GetStringAsync(new Uri("/", UriKind.Relative), Cancellation));

        Assert.Contains("title=\"$\u00a0100,000.00\"", page, StringComparison.Ordinal);
        Assert.Contains("Without USDT: nobody sends a price.", page, StringComparison.Ordinal);
        Assert.Contains("Simulated funds are left out.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_day_is_told_without_an_entry()
    {
        await using var portal = await LivePortal.StartAsync();
        await portal.Market.OpenAsync("usdt", "USDT", "1000");
        await portal.Market.SettleAsync(new TestLiquidation("0", "100"));
        await portal.ShownAsync();
        await using var follower = await HubFollower.StartAsync(portal);
        await follower.SubscribeAsync(3, "page:overview:en");

        portal.Clock.Now += TimeSpan.FromHours(12);
        var told = await follower.MessageAsync(message => message.Method == "FragmentsChanged");

        var headlines = Assert.Single(told.Content.EnumerateArray(), fragment => fragment.GetProperty("target").GetString() == "headlines").GetProperty("html").GetString();
        Assert.Contains("2026-03-02", headlines, StringComparison.Ordinal);
        Assert.Contains("Nothing yet", headlines, StringComparison.Ordinal);
        Assert.Contains(told.Content.EnumerateArray(), fragment => fragment.GetProperty("target").GetString() == "fund-usdt-today");
    }

    [Fact]
    public async Task Rows_that_come_too_fast_for_the_list_are_counted()
    {
        await using var portal = await LivePortal.StartAsync();
        await portal.Market.OpenAsync("usdt", "USDT", "1000");
        await portal.ShownAsync();
        await using var follower = await HubFollower.StartAsync(portal);
        await follower.SubscribeAsync(2, "page:overview:en");

        await portal.Market.SettleAsync([.. Enumerable.Range(0, 30).Select(_ => new TestLiquidation("2", "1"))]);
        var told = await follower.MessageAsync(message => message.Method == "FragmentsChanged");

        var rows = Assert.Single(told.Content.EnumerateArray(), fragment => fragment.GetProperty("target").GetString() == "latest-liquidations");
        Assert.Equal((12, 18), (rows.GetProperty("keep").GetInt32(), rows.GetProperty("skipped").GetInt32()));
    }

    private static Task<IReadOnlyList<bool>> SendAsync(LivePortal portal, string asset, string price) => portal.Services.GetRequiredService<IndexPriceStore>().PutAsync(
        [new IndexPriceRow(asset, price, portal.Clock.Now.ToUnixTimeMilliseconds(), "engine")], Cancellation);
}
