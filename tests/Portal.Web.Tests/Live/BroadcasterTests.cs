using Microsoft.Extensions.DependencyInjection;
using Portal.Web.Live;

namespace Portal.Web.Tests.Live;

/// <summary>What pages are told, how often, and what that costs.</summary>
public sealed class BroadcasterTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_is_told_of_new_rows_and_changed_panels()
    {
        await using var portal = await StartAsync();
        await using var follower = await HubFollower.StartAsync(portal);
        await follower.SubscribeAsync(3, "page:overview:en");

        await portal.Market.SettleAsync(new TestLiquidation("50", "200"));
        var told = await follower.MessageAsync(message => message.Method == "FragmentsChanged");

        var rows = Assert.Single(told.Content.EnumerateArray(), fragment => fragment.GetProperty("target").GetString() == "latest-liquidations");
        Assert.Equal("prepend", rows.GetProperty("place").GetString());
        Assert.Equal(12, rows.GetProperty("keep").GetInt32());
        Assert.Contains("id=\"liquidation-4\"", rows.GetProperty("html").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"liquidation-3\"", rows.GetProperty("html").GetString(), StringComparison.Ordinal);
        var balance = Assert.Single(told.Content.EnumerateArray(), fragment => fragment.GetProperty("target").GetString() == "fund-usdt-balance");
        Assert.Equal("replace", balance.GetProperty("place").GetString());
        Assert.False(balance.TryGetProperty("keep", out _));
        Assert.Contains("851", balance.GetProperty("html").GetString(), StringComparison.Ordinal);
        Assert.Equal(4, told.Sequence);
    }

    [Theory]
    [InlineData("page:overview:en", "totals headlines funds latest-liquidations data-notice")]
    [InlineData("page:liquidations:en", "latest-liquidations data-notice")]
    [InlineData("page:fund/usdt:en", "fund-usdt-balance fund-usdt-state fund-stats fund-flows fund-adl fund-rules fund-rates fund-entries data-notice")]
    [InlineData("page:entries/usdt:en", "ledger-entries entries-pager data-notice")]
    [InlineData("page:events:en", "event-list data-notice")]
    [InlineData("page:rates:en", "rates-freeze rates-funds data-notice")]
    [InlineData("page:how-it-works:en", "guide-balances guide-sources guide-limits data-notice")]
    [InlineData("page:loss/3:en", "data-notice")]
    [InlineData("page:liquidation/3:en", "")]
    public async Task A_page_that_is_behind_gets_all_its_parts_and_one_that_is_not_gets_none(string topic, string targets)
    {
        await using var portal = await StartAsync();
        await using var follower = await HubFollower.StartAsync(portal);

        var behind = await follower.SubscribeAsync(1, topic);
        var anew = await follower.SubscribeAsync(null, topic);
        var current = await follower.SubscribeAsync(3, topic);

        Assert.Equal(targets, string.Join(' ', behind.GetProperty("fragments").EnumerateArray().Select(fragment => fragment.GetProperty("target").GetString())));
        Assert.Equal(behind.GetProperty("fragments").GetRawText(), anew.GetProperty("fragments").GetRawText());
        Assert.Equal(0, current.GetProperty("fragments").GetArrayLength());
    }

    [Fact]
    public async Task A_page_is_told_in_its_own_language_and_each_language_is_rendered_once()
    {
        await using var portal = await StartAsync();
        await using var english = await HubFollower.StartAsync(portal);
        await using var chinese = await HubFollower.StartAsync(portal);
        await using var another = await HubFollower.StartAsync(portal);
        await english.SubscribeAsync(3, "page:overview:en");
        await chinese.SubscribeAsync(3, "page:overview:zh-Hans");
        await another.SubscribeAsync(3, "page:overview:zh-Hans");

        await portal.Market.SettleAsync(new TestLiquidation("50", "200"));

        Assert.Contains("Fund paid", await RowAsync(english), StringComparison.Ordinal);
        Assert.Contains("基金赔付", await RowAsync(chinese), StringComparison.Ordinal);
        Assert.Equal(await RowAsync(chinese), await RowAsync(another));
        await Assert.ThrowsAnyAsync<Exception>(() => english.SubscribeAsync(3, "page:overview:fr"));
    }

    [Fact]
    public async Task The_parts_of_a_page_are_the_very_markup_of_the_page()
    {
        await using var portal = await StartAsync();
        await using var follower = await HubFollower.StartAsync(portal);

        foreach (var (topic, address) in new[]
        {
            ("page:overview:en", "/"), ("page:fund/usdt:en", "/funds/usdt"), ("page:liquidations:en", "/liquidations"), ("page:entries/usdt:en", "/funds/usdt/entries"),
            ("page:entries/usdt/opening:en", "/funds/usdt/entries?kind=opening"), ("page:events:en", "/events"), ("page:events/usdt:en", "/events?fund=usdt"),
            ("page:rates:en", "/rates"), ("page:how-it-works:en", "/how-it-works"), ("page:adl:en", "/adl"),
        })
        {
            var parts = (await follower.SubscribeAsync(null, topic)).GetProperty("fragments");
            var page = await portal.Client.GetStringAsync(new Uri(address, UriKind.Relative), Cancellation);

            Assert.Contains($"data-live-view=\"{topic.Split(':')[1]}\"", page, StringComparison.Ordinal);
            Assert.All(parts.EnumerateArray(), part => Assert.Contains(part.GetProperty("html").GetString()!, page, StringComparison.Ordinal));
            Assert.All(parts.EnumerateArray(), part => Assert.Contains($"id=\"{part.GetProperty("target").GetString()}\"", page, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task However_many_look_each_part_is_rendered_once()
    {
        await using var portal = await StartAsync();
        var renderer = portal.Services.GetRequiredService<FragmentRenderer>();
        var followers = new List<HubFollower>();
        for (var count = 0; count < 10; count++)
        {
            followers.Add(await HubFollower.StartAsync(portal));
            await followers[^1].SubscribeAsync(3, "page:liquidations:en");
        }

        var before = renderer.Count;
        await portal.Market.SettleAsync(new TestLiquidation("50", "200"));
        foreach (var follower in followers)
        {
            await follower.MessageAsync(message => message.Method == "FragmentsChanged");
            await follower.SubscribeAsync(3, "page:liquidations:en");
        }

        // One row; the row that was there before and the notice are rendered once for those who come back.
        Assert.Equal(before + 3, renderer.Count);
        await Task.WhenAll(followers.Select(follower => follower.DisposeAsync().AsTask()));
    }

    [Fact]
    public async Task What_nobody_looks_at_is_not_rendered()
    {
        await using var portal = await StartAsync();
        var renderer = portal.Services.GetRequiredService<FragmentRenderer>();
        await using var follower = await HubFollower.StartAsync(portal);
        await follower.SubscribeAsync(null, "liquidations");

        await portal.Market.SettleAsync(new TestLiquidation("50", "200"));
        await follower.MessageAsync(message => message.Method == "LiquidationsSettled");

        Assert.Equal(0, renderer.Count);
    }

    [Fact]
    public async Task Changes_in_one_window_become_one_message_and_the_newest_figure_arrives()
    {
        await using var portal = await StartAsync(("Portal:Live:Window", "00:00:03"));
        await using var follower = await HubFollower.StartAsync(portal);
        await follower.SubscribeAsync(null, "funds", "liquidations", "page:liquidations:en");

        await portal.Market.SettleAsync(new TestLiquidation("2", "1"));
        await follower.MessageAsync(message => message.Method == "FundsChanged");
        for (var count = 0; count < 20; count++)
        {
            await portal.Market.SettleAsync(new TestLiquidation("2", "1"));
        }

        await follower.MessageAsync(message => message.Method == "FundsChanged" && message.Content[0].GetProperty("balance").GetString() == "1022.00");
        await follower.MessageAsync(message => message.Method == "LiquidationsSettled" && message.Sequence == 24);
        await follower.MessageAsync(message => message.Method == "FragmentsChanged" && message.Sequence == 24);

        // Far fewer messages than changes, and of the liquidations none is missing.
        Assert.InRange(follower.Messages.Count(message => message.Method == "FundsChanged"), 2, 10);
        var told = follower.Messages.Where(message => message.Method == "LiquidationsSettled").SelectMany(message => message.Content.EnumerateArray());
        Assert.Equal(Enumerable.Range(4, 21), told.Select(record => record.GetProperty("sequence").GetInt32()));
    }

    [Fact]
    public async Task What_time_alone_changed_goes_with_the_next_entry()
    {
        await using var portal = await StartAsync();
        await portal.Market.OpenAsync("btc", "BTC", "10", scale: 8);
        await portal.ShownAsync();
        await using var follower = await HubFollower.StartAsync(portal);
        await follower.SubscribeAsync(null, "page:fund/usdt:en");

        portal.Clock.Now += TimeSpan.FromDays(2);
        await portal.ShownAsync(snapshot => snapshot.AsOf == portal.Clock.Now);
        await portal.Market.SettleAsync(new TestLiquidation("2", "1", "BTCUSD", Asset: "BTC"));
        var told = await follower.MessageAsync(message => message.Method == "FragmentsChanged");

        // The other fund's change over 24 hours went to zero without an entry of its own.
        var balance = Assert.Single(told.Content.EnumerateArray(), fragment => fragment.GetProperty("target").GetString() == "fund-usdt-balance");
        Assert.Contains("0.00%", balance.GetProperty("html").GetString(), StringComparison.Ordinal);
        Assert.Single(follower.Messages, message => message.Method == "FragmentsChanged");
    }

    [Fact]
    public async Task A_flood_is_told_unsampled_in_messages_of_bounded_size()
    {
        await using var portal = await StartAsync();
        await using var follower = await HubFollower.StartAsync(portal);
        await follower.SubscribeAsync(null, "liquidations");

        await portal.Market.SettleAsync([.. Enumerable.Range(0, LiveSnapshot.LiquidationsMax + 1_200).Select(_ => new TestLiquidation("2", "1"))]);
        var head = (await portal.ShownAsync()).Sequence;
        await follower.MessageAsync(message => message.Method == "LiquidationsSettled" && message.Sequence == head);

        var messages = follower.Messages.Where(message => message.Method == "LiquidationsSettled").ToArray();
        Assert.All(messages, message => Assert.InRange(message.Content.GetArrayLength(), 1, SettledLiquidations.PartMax));
        Assert.Equal(messages.Select(message => message.Sequence).SkipLast(1), messages.Select(message => message.FromSequence).Skip(1));
        Assert.Equal(
            Enumerable.Range(4, LiveSnapshot.LiquidationsMax + 1_200),
            messages.SelectMany(message => message.Content.EnumerateArray()).Select(record => record.GetProperty("sequence").GetInt32()));
    }

    private static async Task<string?> RowAsync(HubFollower follower)
    {
        var told = await follower.MessageAsync(message => message.Method == "FragmentsChanged" && message.Content.EnumerateArray().Any(IsRow));
        return told.Content.EnumerateArray().First(IsRow).GetProperty("html").GetString();

        static bool IsRow(System.Text.Json.JsonElement fragment) => fragment.GetProperty("target").GetString() == "latest-liquidations";
    }

    private static async Task<LivePortal> StartAsync(params (string Name, string Value)[] settings)
    {
        var portal = await LivePortal.StartAsync(settings);
        await portal.Market.OpenAsync("usdt", "USDT", "1000");
        await portal.Market.SettleAsync(new TestLiquidation("2", "1"));
        await portal.ShownAsync();
        return portal;
    }
}
