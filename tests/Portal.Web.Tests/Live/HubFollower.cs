using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR.Client;

namespace Portal.Web.Tests.Live;

/// <summary>A program that follows the hub: keeps every message in the order it came.</summary>
public sealed class HubFollower : IAsyncDisposable
{
    private static readonly TimeSpan PatienceMax = TimeSpan.FromSeconds(60);
    private static readonly string[] Methods = ["FundsChanged", "LiquidationsSettled", "AdlChanged", "RatesChanged", "FragmentsChanged"];

    private readonly ConcurrentQueue<HubMessage> _messages = new();
    private readonly SemaphoreSlim _arrived = new(0);
    private readonly TaskCompletionSource<Exception?> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private HubFollower(HubConnection connection)
    {
        Connection = connection;
        foreach (var method in Methods)
        {
            connection.On<long, JsonElement, long>(method, (sequence, content, from) => Keep(new HubMessage(method, sequence, content, from)));
        }

        connection.On<long, long>("Freshness", (sequence, _) => Keep(new HubMessage("Freshness", sequence, default, sequence)));
        connection.Closed += fault =>
        {
            _closed.TrySetResult(fault);
            return Task.CompletedTask;
        };
    }

    public HubConnection Connection { get; }

    public IReadOnlyList<HubMessage> Messages => [.. _messages];

    public Task<Exception?> ClosedAsync => _closed.Task.WaitAsync(PatienceMax, TestContext.Current.CancellationToken);

    public static async Task<HubFollower> StartAsync(LivePortal portal)
    {
        var follower = new HubFollower(portal.Connect());
        await follower.Connection.StartAsync(TestContext.Current.CancellationToken);
        return follower;
    }

    public Task<JsonElement> SubscribeAsync(long? fromSequence, params string[] topics) =>
        Connection.InvokeAsync<JsonElement>("Subscribe", topics, fromSequence, TestContext.Current.CancellationToken);

    /// <summary>Waits for the first message that is as wanted, those that came already among them.</summary>
    public async Task<HubMessage> MessageAsync(Func<HubMessage, bool> wanted)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(PatienceMax);
        while (true)
        {
            if (_messages.FirstOrDefault(wanted) is { } found)
            {
                return found;
            }

            await _arrived.WaitAsync(patience.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Connection.DisposeAsync();
        _arrived.Dispose();
    }

    private void Keep(HubMessage message)
    {
        _messages.Enqueue(message);
        _arrived.Release();
    }
}

/// <summary>A message of the hub.</summary>
public sealed record HubMessage(string Method, long Sequence, JsonElement Content, long FromSequence);
