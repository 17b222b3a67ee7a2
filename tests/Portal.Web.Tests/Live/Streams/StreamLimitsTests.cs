using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Portal.Web.Live;
using Portal.Web.Live.Streams;

namespace Portal.Web.Tests.Live.Streams;

/// <summary>One visitor can't take the event stream away from the others.</summary>
public sealed class StreamLimitsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", "topics")]
    [InlineData("topics=", "topics")]
    [InlineData("topics=everything", "topics")]
    [InlineData("topics=funds:nobody", "topics")]
    [InlineData("topics=funds,adl,rates,log", "topics")]
    [InlineData("topics=funds&lastEventId=-1", "lastEventId")]
    [InlineData("topics=funds&lastEventId=%00%ff", "lastEventId")]
    public async Task Garbage_and_too_many_topics_are_refused_by_name(string query, string field)
    {
        await using var portal = await StartAsync(("Portal:Limits:TopicsPerConnection", "3"));

        var problem = await portal.JsonAsync($"/api/v1/stream?{query}", HttpStatusCode.BadRequest);

        Assert.Equal(field, problem.GetProperty("field").GetString());
        Assert.Equal(0, portal.Services.GetRequiredService<StreamFollowers>().Connections);
    }

    [Fact]
    public async Task A_thousand_connections_from_one_address_are_held_to_its_share_which_it_gets_back()
    {
        await using var portal = await StartAsync(("Portal:Limits:ConnectionsPerAddress", "3"));
        await using var hub = await HubFollower.StartAsync(portal);
        await hub.SubscribeAsync(null, "funds");
        await using var kept = await EventReader.OpenAsync(portal, "topics=liquidations");
        await kept.NextAsync();
        var given = await EventReader.OpenAsync(portal, "topics=liquidations");

        for (var count = 0; count < 1_000; count++)
        {
            using var answer = await portal.GetAsync("/api/v1/stream?topics=liquidations");
            Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
            Assert.NotNull(answer.Headers.RetryAfter);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        }

        Assert.Single(portal.Log.Lines, static line => line.Contains("live connections at a time", StringComparison.Ordinal));
        await portal.Market.SettleAsync(new TestLiquidation("2", "1"));
        Assert.Equal([4], (await kept.NextAsync())!.Liquidations);
        await given.DisposeAsync();
        for (var wait = 0; portal.Services.GetRequiredService<StreamFollowers>().Connections > 1 && wait < 600; wait++)
        {
            await Task.Delay(100, Cancellation);
        }

        await using var again = await EventReader.OpenAsync(portal, "topics=liquidations");
        Assert.NotNull(await again.NextAsync());
    }

    [Fact]
    public async Task Who_reads_nothing_is_disconnected_and_the_others_miss_nothing()
    {
        await using var portal = await StartAsync(("Portal:Live:Window", "00:00:00.010"));
        await using var other = await EventReader.OpenAsync(portal, "topics=liquidations");
        await other.NextAsync();
        using var socket = new TcpClient { ReceiveBufferSize = 4_096 };
        await socket.ConnectAsync(IPAddress.Loopback, portal.Client.BaseAddress!.Port, Cancellation);
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes("GET /api/v1/stream?topics=liquidations HTTP/1.1\r\nHost: localhost\r\n\r\n"), Cancellation);
        var followers = portal.Services.GetRequiredService<StreamFollowers>();
        var last = 3;

        // Far more than a socket and the transport hold; a reader that takes nothing has 64 messages to come back.
        for (var round = 0; round < 1_000 && (followers.Connections != 1 || round == 0); round++)
        {
            await portal.Market.SettleAsync([.. Enumerable.Range(0, 400).Select(_ => new TestLiquidation("2", "1"))]);
            last += 400;
            var seen = new List<int>();
            while (seen.LastOrDefault() != last)
            {
                seen.AddRange((await other.NextAsync())!.Liquidations);
            }

            Assert.Equal(Enumerable.Range(last - 399, 400), seen);
        }

        Assert.Equal(1, followers.Connections);
        Assert.Single(portal.Log.Lines, static line => line.Contains("event streams that are not read", StringComparison.Ordinal));
    }

    [Fact]
    public void A_queue_that_is_full_cuts_its_reader_off_once()
    {
        var cuts = 0;
        var connection = new StreamConnection([], () => cuts++);

        var given = Enumerable.Range(0, StreamConnection.WaitingMax + 10).Count(_ => connection.Give([1]));

        Assert.Equal(1, cuts);
        Assert.Equal(StreamConnection.WaitingMax + 9, given);
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
