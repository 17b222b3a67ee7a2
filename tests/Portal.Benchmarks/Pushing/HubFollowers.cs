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

/// <summary>Visitors with a page open: each a connection to the hub that follows the page's topic.</summary>
internal sealed class HubFollowers : IAsyncDisposable
{
    private const int ConnectingAtOnce = 50;

    private readonly WebSocketConnectionFactory _factory = new();
    private readonly ConcurrentBag<HubConnection> _connections = [];

    /// <summary>What arrived, at all of them.</summary>
    public ConcurrentQueue<Arrival> Arrivals { get; } = new();

    /// <summary>Bytes that arrived, at all of them.</summary>
    public long Bytes => _factory.BytesReceived;

    /// <summary>Opens so many connections.</summary>
    public static async Task<HubFollowers> OpenAsync(Uri portal, int count, string topic, CancellationToken cancellation)
    {
        var followers = new HubFollowers();
        var address = new UriBuilder(portal) { Scheme = "ws", Path = "/hubs/fund" }.Uri;
        try
        {
            await Parallel.ForAsync(
                0,
                count,
                new ParallelOptions { MaxDegreeOfParallelism = ConnectingAtOnce, CancellationToken = cancellation },
                async (_, stopping) => await followers.OpenAsync(address, topic, stopping));
            return followers;
        }
        catch
        {
            await followers.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync() =>
        await Parallel.ForEachAsync(_connections, new ParallelOptions { MaxDegreeOfParallelism = ConnectingAtOnce }, static async (connection, _) => await connection.DisposeAsync());

    private async Task OpenAsync(Uri address, string topic, CancellationToken cancellation)
    {
        var builder = new HubConnectionBuilder();
        builder.Services.AddSingleton<IConnectionFactory>(_factory);
        builder.Services.AddSingleton<EndPoint>(new UriEndPoint(address));
        var connection = builder.Build();
        _connections.Add(connection);
        connection.On<long, JsonElement, long>("FragmentsChanged", (sequence, _, from) => Arrivals.Enqueue(new Arrival(Stopwatch.GetTimestamp(), from, sequence)));
        connection.On<long, JsonElement, long>("LiquidationsSettled", (sequence, _, from) => Arrivals.Enqueue(new Arrival(Stopwatch.GetTimestamp(), from, sequence)));
        connection.On<long, long>("Freshness", static (_, _) => { });
        await connection.StartAsync(cancellation);
        await connection.InvokeAsync<JsonElement>("Subscribe", new[] { topic }, (long?)null, cancellation);
    }
}
