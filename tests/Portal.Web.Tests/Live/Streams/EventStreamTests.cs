using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Portal.Web.Live;
using Portal.Web.Live.Streams;

namespace Portal.Web.Tests.Live.Streams;

/// <summary>The event stream: what the hub says, over plain HTTP.</summary>
public sealed class EventStreamTests
{
    private const string AllTopics = "topics=funds,liquidations,adl,rates";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_begins_with_how_everything_stands_and_says_how_it_is_to_be_read()
    {
        await using var portal = await StartAsync();

        await using var reader = await EventReader.OpenAsync(portal, AllTopics);
        var beginning = await reader.NextAsync();

        Assert.Equal(("Snapshot", "3"), (beginning!.Name, beginning.Id));
        Assert.Equal("1001.00", beginning.Data.GetProperty("funds")[0].GetProperty("balance").GetString());
        Assert.Equal([3], beginning.Liquidations);
        Assert.Equal("text/event-stream", reader.Answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("no-store, no-transform", reader.Answer.Headers.CacheControl?.ToString());
        Assert.Equal("no", Assert.Single(reader.Answer.Headers.GetValues("X-Accel-Buffering")));
        Assert.Equal(TimeSpan.FromSeconds(3), reader.Retry);
    }

    [Fact]
    public async Task Every_message_carries_the_very_record_that_the_hub_carries()
    {
        await using var portal = await StartAsync();
        await using var follower = await HubFollower.StartAsync(portal);
        await follower.SubscribeAsync(3, "funds:usdt", "liquidations:usdt", "rates", "page:overview:en");
        await using var reader = await EventReader.OpenAsync(portal, "topics=funds:usdt,liquidations:usdt,rates,page:overview:en&lastEventId=3");

        await portal.Market.SettleAsync(new TestLiquidation("50", "200"));
        await portal.ShownAsync();
        await portal.Market.SetRateAsync("usdt", 1_000, portal.Clock.Now);
        var live = await reader.ReadToAsync(message => message.Name == "RatesChanged");
        foreach (var method in new[] { "LiquidationsSettled", "FundsChanged", "FragmentsChanged", "RatesChanged" })
        {
            var said = await follower.MessageAsync(message => message.Method == method);
            var sent = live.First(message => message.Name == method);
            var content = sent.Data.EnumerateObject().Single(field => field.Name is not ("sequence" or "fromSequence")).Value;
            Assert.Equal(said.Content.GetRawText(), content.GetRawText());
            Assert.Equal((said.Sequence, said.FromSequence), (sent.Data.GetProperty("sequence").GetInt64(), sent.Data.GetProperty("fromSequence").GetInt64()));
        }
    }

    [Fact]
    public async Task Changes_in_one_window_become_one_message_and_the_newest_figure_arrives()
    {
        await using var portal = await StartAsync(("Portal:Live:Window", "00:00:03"));
        await using var reader = await EventReader.OpenAsync(portal, "topics=funds,liquidations");
        await reader.NextAsync();

        await portal.Market.SettleAsync(new TestLiquidation("2", "1"));
        var first = await reader.ReadToAsync(message => message.Name == "FundsChanged");
        for (var count = 0; count < 20; count++)
        {
            await portal.Market.SettleAsync(new TestLiquidation("2", "1"));
        }

        var rest = await reader.ReadToAsync(message => message.Name == "FundsChanged" && message.Data.GetProperty("funds")[0].GetProperty("balance").GetString() == "1022.00");
        var behind = rest[^1].Id == "24" ? rest : [.. rest, .. await reader.ReadToAsync(message => message.Id == "24")];

        Assert.InRange(behind.Count, 2, 12);
        Assert.Equal(Enumerable.Range(4, 21), first.Concat(behind).SelectMany(message => message.Liquidations));
    }

    [Theory]
    [InlineData("topics=liquidations")]
    [InlineData("topics=funds,liquidations,adl")]
    public async Task Whoever_comes_back_from_any_event_gets_exactly_what_it_missed(string topics)
    {
        await using var portal = await StartAsync(("Portal:Live:Window", "00:00:00.010"));
        await using var writing = await EventReader.OpenAsync(portal, topics);
        var writer = Task.Run(
            async () =>
            {
                for (var count = 0; count < 60; count++)
                {
                    await portal.Market.SettleAsync(new TestLiquidation("2", "1"));
                }
            },
            Cancellation);

        // Leaves after two events, whatever they are, and names the id it has: again and again while the ledger grows.
        var seen = new List<int>();
        var id = "3";
        while (seen.Count < 60)
        {
            await using var reader = await EventReader.OpenAsync(portal, topics, id);
            var read = new List<StreamedEvent>();
            while (read.Count < 2 && seen.Count + read.Sum(message => message.Liquidations.Count()) < 60)
            {
                read.Add((await reader.NextAsync())!);
            }

            // Of events with one id all but the last may come again: a reader that stops within them keeps those it has.
            seen.AddRange(read.SelectMany(message => message.Liquidations).Where(sequence => !seen.Contains(sequence)));
            id = read[^1].Id!;
            Assert.All(read, message => Assert.NotEqual("Snapshot", message.Name));
        }

        await writer;
        Assert.Equal(Enumerable.Range(4, 60), seen);
    }

    [Fact]
    public async Task Who_follows_one_topic_never_hears_anything_twice()
    {
        await using var portal = await StartAsync(("Portal:Live:Window", "00:00:00.010"));
        var seen = new List<int>();
        var id = "3";
        for (var round = 0; round < 20; round++)
        {
            await using var reader = await EventReader.OpenAsync(portal, "topics=liquidations", id);
            await portal.Market.SettleAsync(new TestLiquidation("2", "1"));
            var message = await reader.NextAsync();
            await portal.Market.SettleAsync(new TestLiquidation("2", "1"));
            seen.AddRange(message!.Liquidations);
            id = message.Id!;
        }

        await using var last = await EventReader.OpenAsync(portal, "topics=liquidations", id);
        while (seen.Count < 40)
        {
            seen.AddRange((await last.NextAsync())!.Liquidations);
        }

        Assert.Equal(Enumerable.Range(4, 40), seen);
    }

    [Theory]
    [InlineData("2", false)]
    [InlineData("503", false)]
    [InlineData("1", true)]
    [InlineData("900", true)]
    public async Task A_backlog_above_500_entries_and_a_sequence_that_is_none_begin_anew(string id, bool isAnew)
    {
        await using var portal = await StartAsync();
        await portal.Market.SettleAsync([.. Enumerable.Range(0, 499).Select(_ => new TestLiquidation("2", "1"))]);
        Assert.Equal(502, (await portal.ShownAsync()).Sequence);

        // One that is ahead of this node is waited for; here its entry comes a moment later.
        await using var reader = id == "503" ? await AheadAsync(portal) : await EventReader.OpenAsync(portal, "topics=liquidations", id);
        var first = await reader.NextAsync();

        Assert.Equal(isAnew ? "Snapshot" : "LiquidationsSettled", first!.Name);
    }

    [Fact]
    public async Task A_header_goes_before_what_the_address_says()
    {
        await using var portal = await StartAsync();

        await using var reader = await EventReader.OpenAsync(portal, "topics=liquidations&lastEventId=1", "2");
        await using var other = await EventReader.OpenAsync(portal, "topics=liquidations&lastEventId=2");

        Assert.Equal("LiquidationsSettled", (await reader.NextAsync())!.Name);
        Assert.Equal(2, (await other.NextAsync())!.Data.GetProperty("fromSequence").GetInt64());
    }

    [Fact]
    public async Task Silence_has_a_heartbeat_that_keeps_the_id_up_to_date()
    {
        await using var portal = await StartAsync(("Portal:Live:HeartbeatPause", "00:00:00.200"));
        await using var reader = await EventReader.OpenAsync(portal, "topics=adl");
        await reader.NextAsync();

        await portal.Market.SettleAsync(new TestLiquidation("2", "1"));
        using var client = new StreamReader(await (await portal.Client.GetAsync(
            new Uri("/api/v1/stream?topics=adl", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Cancellation)).Content.ReadAsStreamAsync(Cancellation));
        var lines = new List<string?>();
        while (lines.Count < 200 && !(lines is [.., ": heartbeat", "id: 4"]))
        {
            lines.Add(await client.ReadLineAsync(Cancellation).AsTask().WaitAsync(TimeSpan.FromSeconds(60), Cancellation));
        }

        Assert.Contains(": heartbeat", lines);
        Assert.Equal("id: 4", lines[^1]);
    }

    [Fact]
    public async Task Checkpoints_are_told()
    {
        await using var portal = await StartAsync();
        await using var reader = await EventReader.OpenAsync(portal, "topics=log");
        await reader.NextAsync();

        await portal.PublishAsync();
        var told = await reader.NextAsync();

        Assert.Equal("CheckpointPublished", told!.Name);
        Assert.Equal(3, told.Data.GetProperty("size").GetInt64());
    }

    [Fact]
    public async Task It_ends_when_the_server_stops()
    {
        await using var portal = await StartAsync();
        await using var reader = await EventReader.OpenAsync(portal, AllTopics);
        await reader.NextAsync();

        portal.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        Assert.Null(await reader.NextAsync());
        Assert.Equal(0, await WaitForConnectionsAsync(portal, 0));
    }

    [Fact]
    public async Task It_works_over_http_2()
    {
        await using var portal = await StartAsync(("Kestrel:EndpointDefaults:Protocols", "Http2"));
        await using var reader = await EventReader.OpenAsync(portal, "topics=liquidations", version: HttpVersion.Version20);
        await reader.NextAsync();

        await portal.Market.SettleAsync(new TestLiquidation("2", "1"));

        Assert.Equal([4], (await reader.NextAsync())!.Liquidations);
        Assert.Equal(HttpVersion.Version20, reader.Answer.Version);
    }

    [Fact]
    public void Events_that_go_together_are_numbered_by_what_a_reader_has_of_all_its_topics()
    {
        StreamEvent[] events = [Event(20, 7), Event(30, 20), Event(null, 0), Event(30, 5)];

        var block = System.Text.Encoding.ASCII.GetString(StreamEvent.Join(events, 10));

        Assert.Equal("id: 10\n.id: 10\n..id: 30\n.", block);
    }

    private static StreamEvent Event(long? sequence, long from) => new(sequence, from, "."u8.ToArray());

    private static async Task<EventReader> AheadAsync(LivePortal portal)
    {
        var opening = EventReader.OpenAsync(portal, "topics=liquidations", "503");
        await portal.Market.SettleAsync(new TestLiquidation("2", "1"), new TestLiquidation("2", "1"));
        return await opening;
    }

    private static async Task<int> WaitForConnectionsAsync(LivePortal portal, int wanted)
    {
        var followers = portal.Services.GetRequiredService<StreamFollowers>();
        for (var wait = 0; followers.Connections != wanted && wait < 600; wait++)
        {
            await Task.Delay(100, Cancellation);
        }

        return followers.Connections;
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
