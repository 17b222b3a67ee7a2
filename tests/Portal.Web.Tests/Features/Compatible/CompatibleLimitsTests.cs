using System.Net.WebSockets;
using Portal.Settlement.Contracts;
using Portal.Web.Features.Compatible.Binance;
using Portal.Web.Tests.Live;

namespace Portal.Web.Tests.Features.Compatible;

/// <summary>One client can't take the streams away from the others, and hears in the exchange's words what it did wrong.</summary>
public sealed class CompatibleLimitsTests
{
    [Theory]
    [InlineData("/ws", "no json", """{"error":{"code":3,"msg":"Invalid JSON: expected an object"},"id":null}""")]
    [InlineData("/ws", "[1]", """{"error":{"code":3,"msg":"Invalid JSON: expected an object"},"id":null}""")]
    [InlineData("/ws", """{"id":1}""", """{"error":{"code":2,"msg":"Invalid request: missing field `method`"},"id":1}""")]
    [InlineData("/ws", """{"method":"SUBSCRIBE","params":["btcusdt@trade"],"id":2}""", """{"error":{"code":2,"msg":"Invalid request: invalid stream"},"id":2}""")]
    [InlineData("/ws", """{"method":"SUBSCRIBE","params":[5],"id":2}""", """{"error":{"code":2,"msg":"Invalid request: invalid stream"},"id":2}""")]
    [InlineData("/ws", """{"method":"SUBSCRIBE","id":{}}""", """{"error":{"code":2,"msg":"Invalid request: request ID must be an unsigned integer"},"id":null}""")]
    [InlineData("/ws", """{"method":"SUBSCRIBE","params":["\uD800"],"id":2}""", """{"error":{"code":2,"msg":"Invalid request: invalid stream"},"id":2}""")]
    [InlineData("/v5/public/linear", "no json", "\"success\":false,\"ret_msg\":\"error:invalid json\"")]
    [InlineData("/v5/public/linear", """{"op":"auth"}""", "\"success\":false,\"ret_msg\":\"error:invalid op\"")]
    [InlineData("/v5/public/linear", """{"op":"subscribe","args":["insurance.XYZ"],"req_id":"1"}""", "\"success\":false,\"ret_msg\":\"error:handler not found,topic:insurance.XYZ\"")]
    [InlineData("/v5/public/linear", """{"op":"subscribe","args":"x"}""", "\"success\":false,\"ret_msg\":\"error:args is a list of topics\"")]
    [InlineData("/ws/v5/public", "no json", "\"event\":\"error\",\"code\":\"60012\"")]
    [InlineData("/ws/v5/public", """{"op":"login","args":[{}]}""", "\"event\":\"error\",\"code\":\"60012\"")]
    [InlineData("/ws/v5/public", """{"op":"subscribe","args":[{"channel":"tickers","instType":"SWAP"}]}""", "\"event\":\"error\",\"code\":\"60018\"")]
    [InlineData("/ws/v5/public", """{"op":"subscribe","args":[{"channel":"adl-warning","instType":"SWAP","instFamily":"X-Y"}]}""", "\"event\":\"error\",\"code\":\"60018\"")]
    [InlineData("/ws/v5/public", """{"op":"subscribe","args":["x"]}""", "\"event\":\"error\",\"code\":\"60018\"")]
    public async Task What_makes_no_sense_is_answered_and_the_connection_goes_on(string path, string message, string said)
    {
        await using var portal = await CompatiblePortal.StartAsync();
        using var client = await StreamClient.ConnectAsync(portal, path);

        await client.SendAsync(message);
        var first = await client.NextTextAsync();
        await client.SendAsync(message);
        var second = await client.NextTextAsync();

        Assert.Contains(said, first, StringComparison.Ordinal);
        Assert.Equal(first, second);
    }

    [Theory]
    [InlineData("/ws", """{"method":"SUBSCRIBE","params":["a@forceOrder","b@forceOrder","c@forceOrder"],"id":1}""", "too many parameters")]
    [InlineData("/v5/public/linear", """{"op":"subscribe","args":["allLiquidation.A","allLiquidation.B","allLiquidation.C"]}""", "at most 2 topics")]
    public async Task A_connection_follows_a_limited_number_of_topics(string path, string message, string said)
    {
        await using var portal = await CompatiblePortal.StartAsync(("Portal:Limits:TopicsPerConnection", "2"));
        using var client = await StreamClient.ConnectAsync(portal, path);

        await client.SendAsync(message);

        Assert.Contains(said, await client.NextTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_okx_connection_follows_a_limited_number_of_channels()
    {
        await using var portal = await CompatiblePortal.StartAsync(("Portal:Limits:TopicsPerConnection", "1"));
        using var client = await StreamClient.ConnectAsync(portal, "/ws/v5/public");

        var taken = await client.AskAsync("""{"op":"subscribe","args":[{"channel":"liquidation-orders","instType":"SWAP"},{"channel":"liquidation-orders","instType":"SWAP","instFamily":"BTC-USDT"}]}""");
        var refused = await client.NextAsync();

        Assert.Equal("subscribe", taken.GetProperty("event").GetString());
        Assert.Contains("at most 1 channels", refused.GetProperty("msg").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/ws/btcusdt@trade")]
    [InlineData("/stream?streams=btcusdt@forceOrder/btcusdt@trade")]
    [InlineData("/ws/a@forceOrder/b@forceOrder/c@forceOrder")]
    public async Task An_address_that_names_what_there_is_not_is_refused(string path)
    {
        await using var portal = await CompatiblePortal.StartAsync(("Portal:Limits:TopicsPerConnection", "2"));

        var refused = await Assert.ThrowsAsync<WebSocketException>(() => StreamClient.ConnectAsync(portal, path));

        Assert.Contains("400", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_sends_a_message_that_is_too_long_is_told_so_and_disconnected()
    {
        await using var portal = await CompatiblePortal.StartAsync(("Portal:Limits:HubMessageBytesMax", "512"));
        using var client = await StreamClient.ConnectAsync(portal, "/ws");

        Assert.Contains("Invalid JSON", (await client.AskAsync(new string('x', 512))).GetRawText(), StringComparison.Ordinal);
        await client.SendAsync(new string('x', 513));
        await client.ClosedAsync();

        Assert.Equal(WebSocketCloseStatus.MessageTooBig, client.CloseStatus);
    }

    [Fact]
    public async Task Who_sends_too_often_is_told_so_and_disconnected()
    {
        await using var portal = await CompatiblePortal.StartAsync(("Portal:Limits:HubCallsPerSecond", "1"));
        using var client = await StreamClient.ConnectAsync(portal, "/ws/v5/public");

        for (var sent = 0; sent < 10; sent++)
        {
            await client.SendAsync("ping");
        }

        await client.ClosedAsync();
        Assert.Equal((WebSocketCloseStatus.PolicyViolation, "Too many messages."), (client.CloseStatus, client.CloseReason));
    }

    [Fact]
    public async Task An_address_has_a_limited_number_of_connections_of_all_streams_together()
    {
        await using var portal = await CompatiblePortal.StartAsync(("Portal:Limits:ConnectionsPerAddress", "2"));
        using var first = await StreamClient.ConnectAsync(portal, "/ws/v5/public");
        using var second = await StreamClient.ConnectAsync(portal, "/ws/btcusdt@forceOrder");

        var refused = await Assert.ThrowsAsync<WebSocketException>(() => StreamClient.ConnectAsync(portal, "/v5/public/linear"));

        Assert.Contains("403", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_reads_nothing_is_disconnected_with_a_reason_and_the_others_miss_nothing()
    {
        await using var portal = await CompatiblePortal.StartAsync(("Portal:Limits:StreamMessagesMax", "4000"));
        using var lazy = await StreamClient.ConnectAsync(portal, "/stream?streams=!forceOrder@arr/btcusdt@forceOrder");
        using var eager = await StreamClient.ConnectAsync(portal, "/ws/!forceOrder@arr");
        await portal.FollowedAsync<BinanceStreams>(3);

        // More than the sockets of both ends hold together, and the queue on top.
        const int Rounds = 30;
        var (settled, told) = (new List<long>(), new List<long>());
        for (var round = 0; round < Rounds; round++)
        {
            settled.AddRange((await portal.Market.SettleAsync([.. Enumerable.Repeat(TestLiquidation.Bankruptcy("1", "100", "100"), 1_500)])).Select(entry => entry.Sequence));
            while (told.Count < settled.Count)
            {
                told.Add((await eager.NextAsync()).GetProperty("o").GetProperty("sequence").GetInt64());
            }
        }

        await portal.FollowedAsync<BinanceStreams>(1);
        Assert.Equal(settled, told);
        Assert.True(await EndsAsync(lazy));
        Assert.Single(portal.Log.Lines, static line => line.Contains("compatible streams that are not read", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_portal_that_stops_says_goodbye()
    {
        var portal = await CompatiblePortal.StartAsync();
        using var client = await StreamClient.ConnectAsync(portal, "/ws/btcusdt@forceOrder");
        await portal.FollowedAsync<BinanceStreams>(1);

        var stopping = portal.DisposeAsync().AsTask();
        await client.ClosedAsync();
        await client.CloseAsync();
        await stopping;

        Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, client.CloseStatus);
    }

    // What had left before the portal gave up comes first; then either the reason, or an end without one for whoever did not read in time.
    private static async Task<bool> EndsAsync(StreamClient client)
    {
        try
        {
            await client.ClosedAsync();
            return client.CloseStatus is WebSocketCloseStatus.PolicyViolation && client.CloseReason!.StartsWith("Too slow", StringComparison.Ordinal);
        }
        catch (WebSocketException)
        {
            return true;
        }
    }
}
