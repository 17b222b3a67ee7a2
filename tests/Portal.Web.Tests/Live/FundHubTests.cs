using System.Text.Json;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Portal.Web.Live;

namespace Portal.Web.Tests.Live;

/// <summary>Subscribing: where it begins, and that nothing falls between the beginning and what follows.</summary>
public sealed class FundHubTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_comes_new_gets_a_snapshot_and_then_every_liquidation()
    {
        await using var portal = await StartAsync();
        await using var follower = await HubFollower.StartAsync(portal);

        var begin = await follower.SubscribeAsync(null, "funds", "liquidations", "rates", "adl");
        await portal.Market.SettleAsync(new TestLiquidation("50", "200"));
        var settled = await follower.MessageAsync(message => message.Method == "LiquidationsSettled");
        var funds = await follower.MessageAsync(message => message.Method == "FundsChanged");

        Assert.True(begin.GetProperty("isSnapshot").GetBoolean());
        Assert.Equal(3, begin.GetProperty("sequence").GetInt64());
        Assert.Equal("1001.00", begin.GetProperty("funds")[0].GetProperty("balance").GetString());
        Assert.Equal(3, begin.GetProperty("liquidations")[0].GetProperty("sequence").GetInt64());
        Assert.Equal(0, begin.GetProperty("rates").GetArrayLength());
        Assert.Equal(0, begin.GetProperty("fragments").GetArrayLength());
        Assert.Equal(4, settled.Sequence);
        Assert.Equal(3, settled.FromSequence);
        Assert.Equal("covered", settled.Content[0].GetProperty("outcome").GetString());
        Assert.Equal("851.00", funds.Content[0].GetProperty("balance").GetString());
        Assert.Equal("usdt", funds.Content[0].GetProperty("id").GetString());
        Assert.Equal("2026-03-01T12:00:00.000Z", funds.Content[0].GetProperty("updatedAt").GetString());
    }

    [Fact]
    public async Task Whoever_comes_back_gets_exactly_what_it_missed()
    {
        await using var portal = await StartAsync();
        await portal.Market.SettleAsync(new TestLiquidation("2", "1"), new TestLiquidation("2", "1"));
        await portal.ShownAsync();
        await using var follower = await HubFollower.StartAsync(portal);

        var missed = await follower.SubscribeAsync(3, "funds", "liquidations", "rates");
        var nothing = await follower.SubscribeAsync(5, "funds", "liquidations", "rates");

        Assert.False(missed.GetProperty("isSnapshot").GetBoolean());
        Assert.Equal([4, 5], missed.GetProperty("liquidations").EnumerateArray().Select(record => record.GetProperty("sequence").GetInt64()));
        Assert.Equal(1, missed.GetProperty("funds").GetArrayLength());
        Assert.False(missed.TryGetProperty("rates", out _));
        Assert.Equal(0, nothing.GetProperty("liquidations").GetArrayLength());
        Assert.Equal(0, nothing.GetProperty("funds").GetArrayLength());
    }

    [Fact]
    public async Task Whoever_missed_more_than_500_entries_begins_anew()
    {
        await using var portal = await StartAsync();
        await portal.Market.SettleAsync([.. Enumerable.Range(0, 501).Select(_ => new TestLiquidation("2", "1"))]);
        await portal.ShownAsync();
        await using var follower = await HubFollower.StartAsync(portal);

        var anew = await follower.SubscribeAsync(3, "liquidations");
        var missed = await follower.SubscribeAsync(4, "liquidations");
        var ahead = await follower.SubscribeAsync(9_999, "liquidations");

        Assert.True(anew.GetProperty("isSnapshot").GetBoolean());
        Assert.Equal(SubscriptionAnswers.NewestLiquidations, anew.GetProperty("liquidations").GetArrayLength());
        Assert.False(missed.GetProperty("isSnapshot").GetBoolean());
        Assert.Equal(500, missed.GetProperty("liquidations").GetArrayLength());
        Assert.True(ahead.GetProperty("isSnapshot").GetBoolean());
    }

    [Fact]
    public async Task A_sequence_may_come_as_a_string()
    {
        await using var portal = await StartAsync();
        await using var follower = await HubFollower.StartAsync(portal);

        var begin = await follower.Connection.InvokeAsync<JsonElement>("Subscribe", new[] { "liquidations" }, "2", Cancellation);

        Assert.False(begin.GetProperty("isSnapshot").GetBoolean());
        Assert.Equal(1, begin.GetProperty("liquidations").GetArrayLength());
    }

    [Fact]
    public async Task Topics_of_one_fund_tell_of_that_fund_alone()
    {
        await using var portal = await StartAsync();
        await portal.Market.OpenAsync("btc", "BTC", "10", scale: 8);
        await portal.ShownAsync();
        await using var follower = await HubFollower.StartAsync(portal);
        await follower.SubscribeAsync(null, "funds:btc", "liquidations:btc");

        await portal.Market.SettleAsync(new TestLiquidation("2", "1"));
        await portal.Market.SettleAsync(new TestLiquidation("2", "1", "BTCUSD", Asset: "BTC"));
        var settled = await follower.MessageAsync(message => message.Method == "LiquidationsSettled");
        var funds = await follower.MessageAsync(message => message.Method == "FundsChanged");

        Assert.Equal("btc", Assert.Single(settled.Content.EnumerateArray()).GetProperty("fund").GetString());
        Assert.Equal("btc", Assert.Single(funds.Content.EnumerateArray()).GetProperty("id").GetString());
    }

    [Fact]
    public async Task Adl_and_rates_are_told()
    {
        await using var portal = await StartAsync();
        await using var follower = await HubFollower.StartAsync(portal);
        await follower.SubscribeAsync(null, "adl", "rates");

        await portal.Market.SetRateAsync("usdt", 100_000, portal.Clock.Now);
        await portal.Market.SettleAsync(new TestLiquidation("0", "5000"));
        var rates = await follower.MessageAsync(message => message.Method == "RatesChanged");
        var adl = await follower.MessageAsync(message => message.Method == "AdlChanged");

        Assert.Equal(100_000, rates.Content[0].GetProperty("sharePpm").GetInt32());
        Assert.Equal("active", adl.Content[0].GetProperty("state").GetString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("everything")]
    [InlineData("funds:nobody")]
    [InlineData("page:overview:xx")]
    [InlineData("page:secrets:en")]
    [InlineData("adl:usdt")]
    public async Task What_can_not_be_followed_is_refused_and_the_connection_lives_on(string topic)
    {
        await using var portal = await StartAsync();
        await using var follower = await HubFollower.StartAsync(portal);

        await Assert.ThrowsAsync<HubException>(() => follower.SubscribeAsync(null, topic.Length == 0 ? [] : [topic]));

        Assert.Equal(3, (await follower.SubscribeAsync(null, "funds")).GetProperty("sequence").GetInt64());
    }

    [Fact]
    public async Task Everybody_is_told_that_the_figures_are_current()
    {
        await using var portal = await LivePortal.StartAsync(("Portal:Live:FreshnessPause", "00:00:00.100"));
        await portal.ShownAsync();
        await using var follower = await HubFollower.StartAsync(portal);

        await follower.MessageAsync(message => message.Method == "Freshness");
    }

    [Fact]
    public async Task Whoever_drops_what_it_has_misses_nothing_and_sees_nothing_twice()
    {
        await using var portal = await StartAsync();
        var seen = new List<long>();
        long have = 0;
        for (var round = 0; round < 8; round++)
        {
            // The ledger grows before, while and after somebody comes.
            var market = Task.Run(() => SettleManyAsync(portal), Cancellation);
            await using var follower = await HubFollower.StartAsync(portal);
            var begin = await follower.SubscribeAsync(have, "liquidations");
            Assert.False(begin.GetProperty("isSnapshot").GetBoolean());
            Take(begin.GetProperty("sequence").GetInt64(), begin.GetProperty("liquidations"));
            await market;
            var head = (await portal.ShownAsync()).Sequence;
            if (have < head)
            {
                await follower.MessageAsync(message => message.Method == "LiquidationsSettled" && message.Sequence >= head);
            }

            foreach (var message in follower.Messages.Where(message => message.Method == "LiquidationsSettled"))
            {
                Assert.True(message.FromSequence <= have || message.Sequence <= have, "There was a gap.");
                Take(message.Sequence, message.Content);
            }

            Assert.Equal(head, have);
        }

        Assert.Equal(Enumerable.Range(3, 1 + (8 * 40)).Select(sequence => (long)sequence), seen);

        void Take(long sequence, JsonElement records)
        {
            seen.AddRange(records.EnumerateArray().Select(record => record.GetProperty("sequence").GetInt64()).Where(number => number > have));
            have = Math.Max(have, sequence);
        }
    }

    private static async Task SettleManyAsync(LivePortal portal)
    {
        for (var count = 0; count < 40; count++)
        {
            await portal.Market.SettleAsync(new TestLiquidation("2", "1"));
        }
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
