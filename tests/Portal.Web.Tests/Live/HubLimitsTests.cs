using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Portal.Web.Live;

namespace Portal.Web.Tests.Live;

/// <summary>One visitor can't take the hub away from the others.</summary>
public sealed class HubLimitsTests
{
    [Fact]
    public async Task A_connection_follows_a_limited_number_of_topics()
    {
        await using var portal = await StartAsync(("Portal:Limits:TopicsPerConnection", "2"));
        await using var follower = await HubFollower.StartAsync(portal);
        await follower.SubscribeAsync(null, "funds", "adl");

        await Assert.ThrowsAsync<HubException>(() => follower.SubscribeAsync(null, "rates"));

        await follower.SubscribeAsync(null, "funds", "adl");
    }

    [Fact]
    public async Task Whoever_calls_too_often_is_disconnected()
    {
        await using var portal = await StartAsync(("Portal:Limits:HubCallsPerSecond", "1"));
        await using var follower = await HubFollower.StartAsync(portal);

        var calls = Enumerable.Range(0, 20).Select(_ => follower.SubscribeAsync(null, "funds")).ToArray();
        await follower.ClosedAsync;

        Assert.Contains(calls, call => !call.IsCompletedSuccessfully);
        Assert.Equal(HubConnectionState.Disconnected, follower.Connection.State);
    }

    [Fact]
    public async Task Whoever_sends_too_much_is_disconnected()
    {
        await using var portal = await StartAsync(("Portal:Limits:HubMessageBytesMax", "512"));
        await using var follower = await HubFollower.StartAsync(portal);

        await Assert.ThrowsAnyAsync<Exception>(() => follower.SubscribeAsync(null, new string('x', 2_000)));

        await follower.ClosedAsync;
    }

    [Fact]
    public async Task An_address_has_a_limited_number_of_connections_and_gets_them_back()
    {
        await using var portal = await StartAsync(("Portal:Limits:ConnectionsPerAddress", "2"));
        await using var first = await HubFollower.StartAsync(portal);
        await first.SubscribeAsync(null, "funds");
        var second = await HubFollower.StartAsync(portal);
        await second.SubscribeAsync(null, "funds");

        await using (var third = await HubFollower.StartAsync(portal))
        {
            await third.ClosedAsync;
        }

        await second.DisposeAsync();
        var topics = portal.Services.GetRequiredService<HubTopics>();
        for (var wait = 0; topics.Connections > 1 && wait < 600; wait++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        await using var fourth = await HubFollower.StartAsync(portal);
        await fourth.SubscribeAsync(null, "funds");
    }

    [Fact]
    public async Task The_log_names_whoever_goes_on_and_on_once_for_each_limit()
    {
        await using var portal = await StartAsync(("Portal:Limits:TopicsPerConnection", "2"), ("Portal:Limits:HubCallsPerSecond", "50"), ("Portal:Limits:HubMessageBytesMax", "512"));
        await using (var follower = await HubFollower.StartAsync(portal))
        {
            for (var time = 0; time < 20; time++)
            {
                await Assert.ThrowsAsync<HubException>(() => follower.SubscribeAsync(null, "funds", "adl", "rates"));
            }
        }

        for (var time = 0; time < 5; time++)
        {
            await using var loud = await HubFollower.StartAsync(portal);
            await Assert.ThrowsAnyAsync<Exception>(() => loud.SubscribeAsync(null, new string('x', 2_000)));
            await loud.ClosedAsync;
            await using var hasty = await HubFollower.StartAsync(portal);
            _ = Enumerable.Range(0, 200).Select(_ => hasty.SubscribeAsync(null, "funds")).ToArray();
            await hasty.ClosedAsync;
        }

        var held = portal.Log.Lines.Where(static line => line.Contains("was held to a limit", StringComparison.Ordinal)).ToArray();
        Assert.Equal(3, held.Length);
        Assert.Single(held, static line => line.Contains("topics of one connection", StringComparison.Ordinal));
        Assert.Single(held, static line => line.Contains("messages that the hub can read", StringComparison.Ordinal));
        Assert.Single(held, static line => line.Contains("calls a second on one connection", StringComparison.Ordinal));
    }

    private static async Task<LivePortal> StartAsync(params (string Name, string Value)[] settings)
    {
        var portal = await LivePortal.StartAsync(settings);
        await portal.ShownAsync();
        return portal;
    }
}
