using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;
using Portal.Web.Operations;

namespace Portal.Web.Live;

/// <summary>Tells those who follow a topic what changed. The only one that speaks through the hub, but for <see cref="CheckpointWatch"/>.</summary>
/// <remarks>
/// One task. The first change of a topic goes out at once, then one message per window, always up to the newest snapshot. A message is handed
/// over without waiting for slow readers, which the transport cuts off; they come back and say where they were. A crowd is told in parts, with a breath between.
/// </remarks>
public sealed partial class Broadcaster(
    LiveState live,
    HubTopics topics,
    TopicMessages messages,
    IHubContext<FundHub, IFundClient> hub,
    LiveFigures meter,
    IOptions<LiveOptions> options,
    TimeProvider time,
    ILogger<Broadcaster> logger) : BackgroundService
{
    // About 13,000 messages a second for each processor, more than one can send.
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(5);

    private readonly int _breathConnections = 64 * Environment.ProcessorCount;
    private double _told;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var freshAt = time.GetTimestamp();
        while (!stoppingToken.IsCancellationRequested)
        {
            var snapshot = live.Current;
            var pause = await TellAllAsync(snapshot, stoppingToken);
            var untilFresh = options.Value.FreshnessPause - time.GetElapsedTime(freshAt);
            if (untilFresh <= TimeSpan.Zero)
            {
                freshAt = time.GetTimestamp();
                untilFresh = options.Value.FreshnessPause;
                TellFreshness(snapshot);
            }

            try
            {
                await live.WaitAsync(snapshot, pause < untilFresh ? pause : untilFresh, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    /// <summary>Tells every topic whose window has passed, and says how long the next one has to wait.</summary>
    private async Task<TimeSpan> TellAllAsync(LiveSnapshot snapshot, CancellationToken cancellation)
    {
        var window = topics.Connections < options.Value.CrowdConnections ? options.Value.Window : options.Value.CrowdWindow;
        var pause = TimeSpan.MaxValue;
        foreach (var topic in topics.Followed)
        {
            if (!messages.CanDiffer(topic.Name, topic.Seen, snapshot))
            {
                continue;
            }

            var rest = RestOf(topic, window, snapshot);
            if (rest > TimeSpan.Zero)
            {
                pause = rest < pause ? rest : pause;
                continue;
            }

            try
            {
                await TellAsync(topic, snapshot, cancellation);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogNotTold(exception, topic.Name.Name);
                topic.LookedAt = topic.ToldAt = time.GetTimestamp();
                if (topic.Name.Kind is TopicKind.Page)
                {
                    // Of a page nothing is handed over before all of it was read: it is looked at again from where it stands.
                    continue;
                }

                // The next message begins here: whoever follows sees the gap and asks for what it missed.
                topic.ToldSequence = snapshot.Sequence;
            }

            topic.Seen = snapshot;
            topic.LookedAt = time.GetTimestamp();
        }

        return pause;
    }

    // What is read from the database for a topic is read at its own pace, also when it turns out that there is nothing to tell.
    private TimeSpan RestOf(HubTopic topic, TimeSpan window, LiveSnapshot snapshot)
    {
        var untilTold = topic.ToldAt is { } toldAt ? window - time.GetElapsedTime(toldAt) : TimeSpan.Zero;
        var untilLook = topic.LookedAt is { } lookedAt ? messages.PauseOf(topic.Name, topic.Seen, snapshot) - time.GetElapsedTime(lookedAt) : TimeSpan.Zero;
        return untilTold > untilLook ? untilTold : untilLook;
    }

    private async Task TellAsync(HubTopic topic, LiveSnapshot snapshot, CancellationToken cancellation)
    {
        await foreach (var message in messages.BetweenAsync(topic.Name, topic.Seen, snapshot, cancellation))
        {
            meter.Pushed(topic.Followers);
            topic.ToldAt = time.GetTimestamp();
            foreach (var group in topic.Groups)
            {
                Observe(message.Say(hub.Clients.Group(group), topic.ToldSequence));
                await BreatheAsync((double)topic.Followers / topic.Groups.Length, cancellation);
            }

            topic.ToldSequence = message.Sequence;
        }
    }

    // To hand over is faster than to send, and what was handed over waits in memory, a copy for each connection: told all at once, a crowd takes half as much
    // memory again for every page that is open.
    private async Task BreatheAsync(double told, CancellationToken cancellation)
    {
        _told += told;
        if (_told >= _breathConnections)
        {
            var pause = Breath * (_told / _breathConnections);
            _told = 0;
            await Task.Delay(pause, cancellation);
        }
    }

    private void TellFreshness(LiveSnapshot snapshot)
    {
        // Silence is what tells a page that its figures are old; while nobody settles nothing is live either.
        if (snapshot.IsLoaded && !live.IsStale && snapshot.StoppedSince is null)
        {
            meter.Pushed(topics.Connections);
            Observe(hub.Clients.All.Freshness(snapshot.Sequence, time.GetUtcNow().ToUnixTimeMilliseconds()));
        }
    }

    // Each connection takes its messages in the order they were handed over, so nobody has to wait for the slowest.
    private void Observe(Task sending) =>
        _ = sending.ContinueWith(
            failed => LogNotSent(failed.Exception!), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);

    [LoggerMessage(1, LogLevel.Error, "What changed could not be told to those who follow {Topic}.")]
    private partial void LogNotTold(Exception exception, string topic);

    [LoggerMessage(2, LogLevel.Warning, "A message could not be sent.")]
    private partial void LogNotSent(Exception exception);
}
