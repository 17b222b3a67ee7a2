using System.Globalization;
using System.Text.Json;
using Portal.Settlement.Contracts;
using Portal.Web.Features.Compatible.Binance;
using Portal.Web.Features.Compatible.Bybit;
using Portal.Web.Features.Compatible.Okx;
using Portal.Web.Tests.Live;

namespace Portal.Web.Tests.Features.Compatible;

/// <summary>Streams carry every liquidation in the form of the exchange whose client listens.</summary>
public sealed class CompatibleStreamsTests
{
    [Theory]
    [InlineData("/ws")]
    [InlineData("/market/ws/0")]
    public async Task Binance_clients_subscribe_by_message(string path)
    {
        await using var portal = await CompatiblePortal.StartAsync();
        using var client = await StreamClient.ConnectAsync(portal, path);

        var answer = await client.AskAsync("""{"method":"SUBSCRIBE","params":["!forceOrder@arr"],"id":1}""");
        var listed = await client.AskAsync("""{"method":"LIST_SUBSCRIPTIONS","id":2}""");
        await portal.SettleTwoAsync();
        var closedLong = await client.NextAsync();
        var closedShort = await client.NextAsync();
        var left = await client.AskAsync("""{"method":"UNSUBSCRIBE","params":["!forceOrder@arr"],"id":3}""");
        var none = await client.AskAsync("""{"method":"LIST_SUBSCRIPTIONS","id":4}""");

        Assert.Equal("""{"result":null,"id":1}""", answer.GetRawText());
        Assert.Equal("""{"result":["!forceOrder@arr"],"id":2}""", listed.GetRawText());
        var sequence = portal.State.Current.Liquidations[0].Sequence;
        Assert.Equal(
            $$$"""{"e":"forceOrder","E":1772366400000,"o":{"s":"BTCUSDT","S":"SELL","o":"LIMIT","f":"IOC","q":"1.5","p":"100","ap":"0.00000001","X":"FILLED","l":"1.5","z":"1.5","T":1772366400000,"sequence":{{{sequence}}}}}""",
            closedLong.GetRawText());
        Assert.Equal("BUY", closedShort.GetProperty("o").GetProperty("S").GetString());
        Assert.Equal("""{"result":null,"id":3}""", left.GetRawText());
        Assert.Equal("""{"result":[],"id":4}""", none.GetRawText());
    }

    [Theory]
    [InlineData("/ws/btcusdt@forceOrder", false)]
    [InlineData("/market/ws/btcusdt@forceOrder", false)]
    [InlineData("/ws/!forceOrder@arr", false)]
    [InlineData("/stream?streams=btcusdt@forceOrder", true)]
    [InlineData("/market/stream?streams=!forceOrder@arr/dogeusdt@forceOrder", true)]
    public async Task Binance_clients_subscribe_by_address(string path, bool isCombined)
    {
        await using var portal = await CompatiblePortal.StartAsync();
        using var client = await StreamClient.ConnectAsync(portal, path);
        await portal.FollowedAsync<BinanceStreams>(path.Count(letter => letter == '@'));

        await portal.SettleTwoAsync();
        var told = await client.NextAsync();

        Assert.Equal(isCombined, told.TryGetProperty("stream", out var name));
        Assert.Equal("SELL", (isCombined ? told.GetProperty("data") : told).GetProperty("o").GetProperty("S").GetString());
        Assert.True(!isCombined || path.Contains(name.GetString()!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Bybit_clients_follow_liquidations_pools_and_alerts()
    {
        await using var portal = await CompatiblePortal.StartAsync();
        using var client = await StreamClient.ConnectAsync(portal, "/v5/public/linear");

        var pong = await client.AskAsync("""{"op":"ping","req_id":"7"}""");
        var answer = await client.AskAsync("""{"op":"subscribe","req_id":"8","args":["allLiquidation.BTCUSDT","insurance.USDT","adlAlert.USDT"]}""");
        var pools = await client.NextAsync();
        var alerts = await client.NextAsync();
        await portal.SettleTwoAsync();
        var liquidations = await client.NextAsync();
        var changed = await client.NextAsync();

        Assert.Equal(("pong", "7"), (pong.GetProperty("ret_msg").GetString(), pong.GetProperty("req_id").GetString()));
        Assert.True(answer.GetProperty("success").GetBoolean());
        Assert.Equal("8", answer.GetProperty("req_id").GetString());
        Assert.Equal("snapshot", pools.GetProperty("type").GetString());
        Assert.Equal(["1000.00", "50.00"], Data(pools).Select(pool => pool.GetProperty("balance").GetString()));
        Assert.Equal(["*", "BTCUSDT", "DOGEUSDT"], Data(alerts).Select(alert => alert.GetProperty("s").GetString()));
        Assert.Equal("allLiquidation.BTCUSDT", liquidations.GetProperty("topic").GetString());
        Assert.Equal(["Buy 1.5 100", "Sell 3 210"], Data(liquidations).Select(one => $"{one.GetProperty("S").GetString()} {one.GetProperty("v").GetString()} {one.GetProperty("p").GetString()}"));
        Assert.Equal("delta", changed.GetProperty("type").GetString());
        Assert.Equal("880.00", Assert.Single(Data(changed), pool => pool.GetProperty("symbols").GetString() == "*,BTCUSDT").GetProperty("balance").GetString());
    }

    [Fact]
    public async Task Okx_clients_follow_liquidations_and_warnings()
    {
        await using var portal = await CompatiblePortal.StartAsync();
        using var client = await StreamClient.ConnectAsync(portal, "/ws/v5/public");

        await client.SendAsync("ping");
        Assert.Equal("pong", await client.NextTextAsync());
        var first = await client.AskAsync("""{"id":"1512","op":"subscribe","args":[{"channel":"liquidation-orders","instType":"SWAP"},{"channel":"adl-warning","instType":"SWAP","instFamily":"BTC-USDT"}]}""");
        var second = await client.NextAsync();
        var standing = await client.NextAsync();
        await portal.SettleTwoAsync();
        var told = await client.NextAsync();
        var changed = await client.NextAsync();

        Assert.Equal(("subscribe", "1512"), (first.GetProperty("event").GetString(), first.GetProperty("id").GetString()));
        Assert.Equal("""{"channel":"adl-warning","instType":"SWAP","instFamily":"BTC-USDT"}""", second.GetProperty("arg").GetRawText());
        Assert.Equal(("normal", "1000.00"), (Data(standing)[0].GetProperty("state").GetString(), Data(standing)[0].GetProperty("bal").GetString()));
        Assert.Equal("""{"channel":"liquidation-orders","instType":"SWAP"}""", told.GetProperty("arg").GetRawText());
        Assert.Equal("BTC-USDT-SWAP", Data(told)[0].GetProperty("instId").GetString());
        Assert.Equal(["150.00", "0.00"], Data(told).Select(one => Assert.Single(one.GetProperty("details").EnumerateArray()).GetProperty("bkLoss").GetString()));
        Assert.Equal(("880.00", "700.00"), (Data(changed)[0].GetProperty("bal").GetString(), Data(changed)[0].GetProperty("adlBal").GetString()));
    }

    [Fact]
    public async Task What_a_source_did_not_report_is_empty_and_the_liquidation_is_told_all_the_same()
    {
        await using var portal = await CompatiblePortal.StartAsync();
        using var binance = await StreamClient.ConnectAsync(portal, "/ws/btcusdt@forceOrder");
        using var bybit = await StreamClient.ConnectAsync(portal, "/v5/public/linear");
        await bybit.AskAsync("""{"op":"subscribe","args":["allLiquidation.BTCUSDT"]}""");
        await portal.FollowedAsync<BinanceStreams>(1);
        await portal.FollowedAsync<BybitStreams>(1);

        await portal.Market.SettleAsync(new TestLiquidation("10", "12"));
        var order = (await binance.NextAsync()).GetProperty("o");
        var told = Data(await bybit.NextAsync())[0];

        Assert.All(new[] { "q", "p", "ap", "l", "z" }, name => Assert.Equal(string.Empty, order.GetProperty(name).GetString()));
        Assert.Equal((string.Empty, string.Empty), (told.GetProperty("v").GetString(), told.GetProperty("p").GetString()));
        Assert.Equal(order.GetProperty("sequence").GetInt64(), told.GetProperty("sequence").GetInt64());
    }

    [Fact]
    public async Task Every_liquidation_is_told_once_and_in_order_however_many_settle_at_once()
    {
        // More than memory holds, so that the oldest are read from the ledger.
        const int Count = 5_000;
        await using var portal = await CompatiblePortal.StartAsync(("Portal:Live:PageEntries", "10000"), ("Portal:Limits:StreamMessagesMax", "100000"));
        using var binance = await StreamClient.ConnectAsync(portal, "/ws/btcusdt@forceOrder");
        using var okx = await StreamClient.ConnectAsync(portal, "/ws/v5/public");
        await okx.AskAsync("""{"op":"subscribe","args":[{"channel":"liquidation-orders","instType":"SWAP"}]}""");
        await portal.FollowedAsync<BinanceStreams>(1);
        await portal.FollowedAsync<OkxStreams>(1);

        var entries = await portal.Market.SettleAsync([.. Enumerable.Range(0, Count).Select(number => TestLiquidation.Bankruptcy(Text(number + 1), "100", "100"))]);
        var (orders, details) = (new List<long>(), new List<long>());
        while (orders.Count < Count)
        {
            orders.Add((await binance.NextAsync()).GetProperty("o").GetProperty("sequence").GetInt64());
        }

        while (details.Count < Count)
        {
            details.AddRange(Data(await okx.NextAsync()).Select(one => one.GetProperty("details")[0].GetProperty("sequence").GetInt64()));
        }

        Assert.Equal(entries.Select(entry => entry.Sequence), orders);
        Assert.Equal(orders, details);
    }

    [Fact]
    public async Task Who_comes_back_goes_on_with_what_settles_from_there()
    {
        await using var portal = await CompatiblePortal.StartAsync();
        using (var first = await StreamClient.ConnectAsync(portal, "/ws/btcusdt@forceOrder"))
        {
            await portal.FollowedAsync<BinanceStreams>(1);
            await first.CloseAsync();
        }

        await portal.FollowedAsync<BinanceStreams>(0);
        await portal.Market.SettleAsync(TestLiquidation.Bankruptcy("1", "100", "100"));
        await portal.ShownAsync();
        using var second = await StreamClient.ConnectAsync(portal, "/ws/btcusdt@forceOrder");
        await portal.FollowedAsync<BinanceStreams>(1);
        await portal.Market.SettleAsync(TestLiquidation.Bankruptcy("2", "100", "100", PositionSide.Short));

        var told = (await second.NextAsync()).GetProperty("o");
        if (told.GetProperty("q").GetString() == "1")
        {
            // The feed may still have been telling the one before.
            told = (await second.NextAsync()).GetProperty("o");
        }

        Assert.Equal("2", told.GetProperty("q").GetString());
    }

    private static JsonElement[] Data(JsonElement push) => [.. push.GetProperty("data").EnumerateArray()];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
