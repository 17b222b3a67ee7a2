using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Portal.Storage.Database;
using Portal.Web.Features.Deleveraging;
using Portal.Web.Features.Events;
using Portal.Web.Live;

namespace Portal.Web.Tests.Live;

/// <summary>What the pages that are read from the database are told between two moments, and when they are not read at all.</summary>
public sealed class LiveViewsTests
{
    [Theory]
    [InlineData("overview", true)]
    [InlineData("fund/usdt", true)]
    [InlineData("fund/nobody", false)]
    [InlineData("entries/usdt", true)]
    [InlineData("entries/usdt/rate", true)]
    [InlineData("entries/usdt/nonsense", false)]
    [InlineData("entries/usdt/rate/rate", false)]
    [InlineData("entries/nobody", false)]
    [InlineData("entries/", false)]
    [InlineData("events", true)]
    [InlineData("events/usdt", true)]
    [InlineData("events/nobody", false)]
    [InlineData("event/usdt/2", true)]
    [InlineData("event/usdt/02", false)]
    [InlineData("event/usdt/99", false)]
    [InlineData("event/usdt/-2", false)]
    [InlineData("event/nobody/2", false)]
    [InlineData("event/usdt", false)]
    [InlineData("liquidation/3", true)]
    [InlineData("liquidation/99", false)]
    [InlineData("loss/3", true)]
    [InlineData("loss/0", false)]
    [InlineData("adl/3", true)]
    [InlineData("adl/99", false)]
    [InlineData("rates", true)]
    [InlineData("rates/usdt", false)]
    [InlineData("how-it-works", true)]
    [InlineData("glossary", false)]
    public async Task A_view_exists_where_somebody_owns_it_and_there_is_what_it_shows(string view, bool exists)
    {
        await using var portal = await StartAsync();

        var topics = portal.Services.GetRequiredService<SubscriptionAnswers>();

        Assert.Equal(exists, topics.FindOrNull($"page:{view}:en") is not null);
        Assert.Null(topics.FindOrNull($"page:{view}:fr"));
    }

    [Fact]
    public async Task An_event_is_followed_until_it_is_over_and_never_read_again()
    {
        await using var portal = await StartAsync();
        var pages = portal.Services.GetRequiredService<PageFragments>();
        var calm = await portal.ShownAsync();
        await portal.Market.SettleAsync(new TestLiquidation("0", "101"));
        var fallen = await portal.ShownAsync();
        var peak = Assert.Single((await portal.JsonAsync("/api/v1/events")).GetProperty("events").EnumerateArray()).GetProperty("peakSequence").GetInt64();
        var topic = Topic($"event/usdt/{peak}");

        var list = Assert.Single(await pages.ChangesAsync(Topic("events"), calm, fallen));
        Assert.Contains($"href=\"events/usdt/{peak}\"", list.Html, StringComparison.Ordinal);
        Assert.Empty(await pages.ChangesAsync(Topic("events/other"), calm, fallen));
        Assert.Contains("not recovered yet", (await pages.ChangesAsync(topic, calm, fallen)).Single(part => part.Target == "event-lede").Html, StringComparison.Ordinal);

        await portal.Market.SettleAsync(new TestLiquidation("150", "1"));
        var recovered = await portal.ShownAsync();
        var end = await pages.ChangesAsync(topic, fallen, recovered);
        Assert.Contains("It had all of it back", end.Single(part => part.Target == "event-lede").Html, StringComparison.Ordinal);
        Assert.Contains(end, static part => part.Target == "event-entries");

        await portal.Market.SettleAsync(new TestLiquidation("0", "20"));
        var later = await portal.ShownAsync();
        Assert.Empty(await pages.ChangesAsync(topic, recovered, later));
        Assert.Same(Read<EventView>(portal, recovered, topic), Read<EventView>(portal, later, topic));
        Assert.Empty(await pages.ChangesAsync(Topic("events"), recovered, later with { Funds = recovered.Funds }));
    }

    [Fact]
    public async Task New_entries_come_on_top_and_where_older_ones_begin_moves_with_them()
    {
        await using var portal = await StartAsync();
        var pages = portal.Services.GetRequiredService<PageFragments>();
        var before = await portal.ShownAsync();
        await portal.Market.SettleAsync(new TestLiquidation("2", "1"));
        var one = await portal.ShownAsync();

        var row = Assert.Single(await pages.ChangesAsync(Topic("entries/usdt"), before, one), static part => part.Target == "ledger-entries");
        Assert.Equal((FragmentPlace.Prepend, 50, (int?)null), (row.Place, row.Keep, row.Skipped));
        Assert.Equal([one.Sequence], SequencesIn(row.Html));
        Assert.Empty(await pages.ChangesAsync(Topic("entries/usdt/rate"), before, one));
        Assert.NotEmpty(await pages.ChangesAsync(Topic("entries/usdt/liquidation"), before, one));
        Assert.Empty(await pages.ChangesAsync(Topic("entries/other"), before, one));

        // More than the snapshot holds: the page is told whole. More than the page holds: how many were left out.
        await portal.Market.SettleAsync([.. Enumerable.Range(0, 30).Select(static _ => new TestLiquidation("2", "1"))]);
        var thirty = await portal.ShownAsync();
        var whole = Assert.Single(await pages.ChangesAsync(Topic("entries/usdt"), one, thirty), static part => part.Target == "ledger-entries");
        Assert.Equal(FragmentPlace.Replace, whole.Place);
        Assert.Equal(thirty.Sequence, SequencesIn(whole.Html)[0]);
        await portal.Market.SettleAsync([.. Enumerable.Range(0, 60).Select(static _ => new TestLiquidation("2", "1"))]);
        var sixty = await portal.ShownAsync();
        var many = await pages.ChangesAsync(Topic("entries/usdt"), thirty, sixty);
        Assert.Equal(10, many.Single(static part => part.Target == "ledger-entries").Skipped);
        Assert.Equal(50, SequencesIn(many.Single(static part => part.Target == "ledger-entries").Html).Length);
        Assert.Contains($"before={sixty.Find("usdt")!.FundSequence - 49}\"", many.Single(static part => part.Target == "entries-pager").Html, StringComparison.Ordinal);

        await portal.Market.ReverseAsync(sixty.Sequence);
        var back = (await pages.ChangesAsync(Topic("entries/usdt/liquidation"), sixty, await portal.ShownAsync())).Single(static part => part.Target == "ledger-entries");
        Assert.Equal(FragmentPlace.Replace, back.Place);
        Assert.Contains("taken back by entry", back.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_the_answers_only_the_figures_that_moved_are_told_and_no_heading()
    {
        await using var portal = await StartAsync();
        var before = await portal.ShownAsync();
        await portal.Market.SettleAsync(new TestLiquidation("0", "20"));

        var parts = await portal.Services.GetRequiredService<PageFragments>().ChangesAsync(Topic("how-it-works", "zh-Hans"), before, await portal.ShownAsync());

        Assert.Equal(["guide-balances", "guide-usdt-sources", "guide-limits"], parts.Select(static part => part.Target));
        Assert.Contains("强平赔付", parts[1].Html, StringComparison.Ordinal);
        Assert.All(parts, static part => Assert.DoesNotContain("<h", part.Html, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_rate_is_shown_at_once_and_takes_effect_without_an_entry()
    {
        await using var portal = await StartAsync();
        var pages = portal.Services.GetRequiredService<PageFragments>();
        var before = await portal.ShownAsync();
        await portal.Market.SettleAsync(new TestLiquidation("2", "1"));
        var settled = await portal.ShownAsync();
        await pages.ChangesAsync(Topic("rates"), before, settled);
        await portal.Market.SetRateAsync("usdt", 50_000, portal.Clock.Now.AddHours(3));
        var set = await portal.ShownAsync();

        Assert.True(pages.PauseOf(Topic("rates"), before, settled) > TimeSpan.Zero);
        Assert.Equal(TimeSpan.Zero, pages.PauseOf(Topic("rates"), settled, set));
        var scheduled = Assert.Single(await pages.ChangesAsync(Topic("rates"), settled, set));
        Assert.Equal("rates-usdt-to-come", scheduled.Target);
        Assert.Contains("in 3 hours", scheduled.Html, StringComparison.Ordinal);

        portal.Clock.Now += TimeSpan.FromHours(3);
        var due = await portal.ShownAsync(snapshot => snapshot.AsOf == portal.Clock.Now);
        Assert.Equal(set.Sequence, due.Sequence);
        Assert.True(pages.CanDiffer(Topic("rates"), set, due));
        Assert.False(pages.CanDiffer(Topic("events"), set, due));
        Assert.Contains(">5%<", (await pages.ChangesAsync(Topic("rates"), set, due)).Single(static part => part.Target == "rates-usdt-board").Html, StringComparison.Ordinal);
        Assert.Contains("没有预定的变更", (await pages.ChangesAsync(Topic("rates", "zh-Hans"), set, due)).Single(static part => part.Target == "rates-usdt-to-come").Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_loss_is_followed_until_it_is_recovered_and_other_liquidations_cost_nothing()
    {
        await using var portal = await LivePortal.StartAsync();
        var pages = portal.Services.GetRequiredService<PageFragments>();
        await portal.Market.OpenAsync("usdt", "USDT", "100");
        var settled = await portal.Market.SettleAsync(TestLiquidation.Bankruptcy("100", "60", "50"), TestLiquidation.Bankruptcy("1", "60", "50"));
        var (loss, other) = (settled[0], settled[^1]);
        var lost = await portal.ShownAsync();
        var topic = Topic($"loss/{loss.Sequence}");
        await pages.WholeAsync(topic, lost);
        await pages.WholeAsync(Topic($"loss/{other.Sequence}"), lost);
        portal.Clock.Now += TimeSpan.FromMinutes(2);
        await portal.Market.FillAsync(loss, 0, "4", "60");
        var filled = await portal.ShownAsync();

        var parts = await pages.ChangesAsync(topic, lost, filled);
        Assert.Contains("40.00", Words(parts.Single(static part => part.Target == "loss-figures").Html), StringComparison.Ordinal);
        Assert.Contains(parts, static part => part.Target == "loss-fills");
        Assert.Empty(await pages.ChangesAsync(Topic($"loss/{other.Sequence}"), lost, filled));
        Assert.False(pages.Changes(Topic($"liquidation/{other.Sequence}")));

        await portal.Market.FillAsync(loss, 4_000, "86", "60");
        var over = await portal.ShownAsync();
        Assert.NotEmpty(await pages.ChangesAsync(topic, filled, over));
        await portal.Market.SettleAsync([.. Enumerable.Range(0, 40).Select(static _ => new TestLiquidation("2", "1"))]);
        var later = await portal.ShownAsync();
        Assert.Empty(await pages.ChangesAsync(topic, over, later));
        Assert.Same(Read<AdlRecoveryView>(portal, over, topic), Read<AdlRecoveryView>(portal, later, topic));
        Assert.DoesNotContain("data-live-view=\"loss/", await PageAsync(portal, $"/liquidations/{loss.Sequence}"), StringComparison.Ordinal);
        Assert.Contains($"data-live-view=\"loss/{other.Sequence}\"", await PageAsync(portal, $"/liquidations/{other.Sequence}"), StringComparison.Ordinal);

        // The parts are the markup of the page.
        var page = await PageAsync(portal, $"/liquidations/{other.Sequence}");
        Assert.All((await pages.WholeAsync(Topic($"loss/{other.Sequence}"), later)).Where(static part => part.Target != "data-notice"), part => Assert.Contains(part.Html, page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_parts_of_an_events_page_are_the_very_markup_of_the_page()
    {
        await using var portal = await StartAsync();
        await portal.Market.SettleAsync(new TestLiquidation("0", "101"));
        var snapshot = await portal.ShownAsync();
        var peak = (await portal.JsonAsync("/api/v1/events")).GetProperty("events")[0].GetProperty("peakSequence").GetInt64();

        var parts = await portal.Services.GetRequiredService<PageFragments>().WholeAsync(Topic($"event/usdt/{peak}"), snapshot);
        var page = await PageAsync(portal, $"/events/usdt/{peak}");

        Assert.Equal("event-name event-lede event-picture event-figures event-sums event-entries data-notice", string.Join(' ', parts.Select(static part => part.Target)));
        Assert.All(parts, part => Assert.Contains(part.Html, page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_read_from_the_database_is_read_at_its_own_pace_and_the_newest_arrives()
    {
        await using var portal = await StartAsync();
        await using var follower = await HubFollower.StartAsync(portal);
        await follower.SubscribeAsync(null, "page:entries/usdt:en");
        var began = TimeProvider.System.GetTimestamp();

        for (var count = 0; count < 30; count++)
        {
            await portal.Market.SettleAsync(new TestLiquidation("2", "1"));
            await portal.ShownAsync();
        }

        var head = (await portal.ShownAsync()).Sequence;
        await follower.MessageAsync(message => message.Method == "FragmentsChanged" && message.Sequence == head);

        // A message a second, and one at each end.
        Assert.InRange(follower.Messages.Count(static message => message.Method == "FragmentsChanged"), 1, (int)TimeProvider.System.GetElapsedTime(began).TotalSeconds + 2);
    }

    [Fact(Timeout = 120_000)]
    public async Task What_could_not_be_read_is_looked_at_again_without_another_entry()
    {
        await using var portal = await StartAsync();
        await using var follower = await HubFollower.StartAsync(portal);
        await follower.SubscribeAsync((await portal.ShownAsync()).Sequence, "page:rates:en");
        await RenameAsync(portal, "rate_total", "rate_total_away");
        await portal.Market.SetRateAsync("usdt", 100_000, portal.Clock.Now);
        while (!portal.Log.Lines.Any(static line => line.Contains("could not be told", StringComparison.Ordinal)))
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        Assert.DoesNotContain(follower.Messages, static message => message.Method == "FragmentsChanged");
        await RenameAsync(portal, "rate_total_away", "rate_total");

        var told = await follower.MessageAsync(static message => message.Method == "FragmentsChanged");
        Assert.Contains(">10%<", told.Content.EnumerateArray().Single(static part => part.GetProperty("target").GetString() == "rates-usdt-board").GetProperty("html").GetString(), StringComparison.Ordinal);
    }

    private static async Task RenameAsync(LivePortal portal, string table, string name)
    {
        await using var connection = await portal.Services.GetRequiredService<PortalDatabase>().OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = $"ALTER TABLE {table} RENAME TO {name}";
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<LivePortal> StartAsync()
    {
        var portal = await LivePortal.StartAsync();
        await portal.Market.OpenAsync("usdt", "USDT", "1000");
        await portal.Market.OpenAsync("other", "BTC", "10", symbols: "XBTUSD");
        await portal.ShownAsync();
        return portal;
    }

    private static TShown? Read<TShown>(LivePortal portal, LiveSnapshot snapshot, TopicName topic)
        where TShown : class =>
        portal.Services.GetRequiredService<SnapshotReads>().TryFind<TShown>(snapshot, topic.View!, out var shown) ? shown : null;

    private static long[] SequencesIn(string html) =>
        [.. html.Split("id=\"entry-").Skip(1).Select(static part => long.Parse(part.Split('"')[0], System.Globalization.CultureInfo.InvariantCulture))];

    private static string Words(string html) => Regex.Replace(html, "<[^>]*>", string.Empty, RegexOptions.None, TimeSpan.FromSeconds(5));

    private static TopicName Topic(string view, string culture = "en") => TopicName.Read($"page:{view}:{culture}")!;

    private static Task<string> PageAsync(LivePortal portal, string address) =>
        portal.Client.GetStringAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
}
