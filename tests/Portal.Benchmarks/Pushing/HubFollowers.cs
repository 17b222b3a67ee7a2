using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Benchmarks.Pushing;

/// <summary>A message as one client got it: everything after one sequence up to another.</summary>
internal readonly record struct Arrival(long At, long FromSequence, long Sequence);

/// <summary>Visitors with a page open: a few with SignalR's own client, which parses what it gets, the rest with <see cref="LightFollower"/>.</summary>
internal sealed class HubFollowers : IAsyncDisposable
{
    private const int ConnectingAtOnce = 50;

    private static readonly string[] Messages = ["FragmentsChanged", "FundsChanged", "LiquidationsSettled"];

    private readonly WebSocketConnectionFactory _factory = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly ConcurrentBag<HubConnection> _clients = [];
    private readonly ConcurrentBag<LightFollower> _light = [];
    private readonly ConcurrentBag<Task> _following = [];

    /// <summary>What arrived, at all of them.</summary>
    public ConcurrentQueue<Arrival> Arrivals { get; } = new();

    /// <summary>What arrived at those with SignalR's own client, once it was parsed.</summary>
    public ConcurrentQueue<Arrival> ClientArrivals { get; } = new();

    /// <summary>Bytes that arrived, at all of them.</summary>
    public long Bytes => _factory.BytesReceived + _light.Sum(static follower => follower.Bytes);

    /// <summary>Opens so many connections, so many of them with SignalR's own client.</summary>
    public static async Task<HubFollowers> OpenAsync(Uri portal, int count, int clients, string topic, CancellationToken cancellation)
    {
        var followers = new HubFollowers();
        var address = new UriBuilder(portal) { Scheme = "ws", Path = "/hubs/fund" }.Uri;
        var options = new ParallelOptions { MaxDegreeOfParallelism = ConnectingAtOnce, CancellationToken = cancellation };
        try
        {
            await Parallel.ForAsync(0, count, options, async (index, stopping) =>
                await (index < clients ? followers.OpenClientAsync(address, topic, stopping) : followers.OpenLightAsync(address, topic, stopping)));
            return followers;
        }
        catch
        {
            await followers.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await Task.WhenAll(_following);
        foreach (var follower in _light)
        {
            follower.Dispose();
        }

        foreach (var client in _clients)
        {
            await client.DisposeAsync();
        }

        _ending.Dispose();
    }

    private async Task OpenClientAsync(Uri address, string topic, CancellationToken cancellation)
    {
        var builder = new HubConnectionBuilder();
        builder.Services.AddSingleton<IConnectionFactory>(_factory);
        builder.Services.AddSingleton<EndPoint>(new UriEndPoint(address));
        var client = builder.Build();
        _clients.Add(client);
        foreach (var message in Messages)
        {
            client.On<long, JsonElement, long>(message, (sequence, _, from) =>
            {
                var arrival = new Arrival(Stopwatch.GetTimestamp(), from, sequence);
                Arrivals.Enqueue(arrival);
                ClientArrivals.Enqueue(arrival);
            });
        }

        client.On<long, long>("Freshness", static (_, _) => { });
        await client.StartAsync(cancellation);
        await client.InvokeAsync<JsonElement>("Subscribe", new[] { topic }, (long?)null, cancellation);
    }

    private async Task OpenLightAsync(Uri address, string topic, CancellationToken cancellation)
    {
        var follower = new LightFollower();
        _light.Add(follower);
        await follower.OpenAsync(address, topic, cancellation);
        _following.Add(follower.FollowAsync(Arrivals.Enqueue, _ending.Token));
    }
}
