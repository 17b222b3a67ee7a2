using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;
using Portal.Web.Features.PublicApi;
using Portal.Web.Operations;

namespace Portal.Web.Live;

/// <summary>Tells those who follow a topic what changed. The only one that speaks through the hub, but for <see cref="CheckpointWatch"/>.</summary>
/// <remarks>
/// One task. The first change of a topic goes out at once, then one message per window, always up to the newest snapshot. A message is handed
/// over without waiting for slow readers, which the transport cuts off; they come back and say where they were.
/// </remarks>
public sealed partial class Broadcaster(
    LiveState live,
    HubTopics topics,
    PageFragments pages,
    SettledLiquidations settled,
    IHubContext<FundHub, IFundClient> hub,
    LiveFigures meter,
    IOptions<LiveOptions> options,
    TimeProvider time,
    ILogger<Broadcaster> logger) : BackgroundService
{
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
            // What a page shows at its sequence stays: what time alone changes goes with the next entry, but for the word that settling has stopped.
            if (topic.Seen.Revision == snapshot.Revision
                || (topic.Name.Kind is TopicKind.Page && topic.Seen.Sequence == snapshot.Sequence && topic.Seen.StoppedSince == snapshot.StoppedSince))
            {
                continue;
            }

            var rest = topic.ToldAt is { } toldAt ? window - time.GetElapsedTime(toldAt) : TimeSpan.Zero;
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
                // Whoever follows sees the gap at the next message and asks for what it missed.
                LogNotTold(exception, topic.Name.Name);
            }

            topic.Seen = snapshot;
        }

        return pause;
    }

    private Task TellAsync(HubTopic topic, LiveSnapshot snapshot, CancellationToken cancellation) => topic.Name.Kind switch
    {
        TopicKind.Page => TellPageAsync(topic, snapshot),
        TopicKind.Funds => TellFundsAsync(topic, snapshot),
        TopicKind.Liquidations => TellLiquidationsAsync(topic, snapshot, cancellation),
        TopicKind.Adl => TellAdlAsync(topic, snapshot),

        // CheckpointWatch speaks on this one: a checkpoint comes after the entries it covers.
        TopicKind.Log => Task.CompletedTask,
        _ => TellRatesAsync(topic, snapshot),
    };

    private async Task TellPageAsync(HubTopic topic, LiveSnapshot snapshot)
    {
        var seen = topic.Seen.Sequence == snapshot.Sequence ? snapshot with { StoppedSince = topic.Seen.StoppedSince } : topic.Seen;
        var fragments = await pages.ChangesAsync(topic.Name, seen, snapshot);
        if (fragments.Count > 0)
        {
            Tell(topic, snapshot.Sequence, (client, from) => client.FragmentsChanged(snapshot.Sequence, fragments, from));
        }
    }

    private Task TellFundsAsync(HubTopic topic, LiveSnapshot snapshot)
    {
        var changed = LiveMessages.ChangedFunds(topic.Seen, snapshot, topic.Name.FundId);
        if (changed.Count > 0)
        {
            IReadOnlyList<FundFigures> figures = [.. changed.Select(FundFigures.Of)];
            Tell(topic, snapshot.Sequence, (client, from) => client.FundsChanged(snapshot.Sequence, figures, from));
        }

        return Task.CompletedTask;
    }

    private async Task TellLiquidationsAsync(HubTopic topic, LiveSnapshot snapshot, CancellationToken cancellation)
    {
        await foreach (var part in settled.AfterAsync(topic.Seen.Sequence, snapshot, cancellation))
        {
            TellLiquidations(topic, part.Liquidations.ToArray(), part.UpTo);
        }
    }

    private void TellLiquidations(HubTopic topic, IEnumerable<LiveLiquidation> part, long sequence)
    {
        IReadOnlyList<RawJson> records =
        [
            .. part.Where(liquidation => topic.Name.FundId is null || topic.Name.FundId == liquidation.Entry.FundId).Select(static liquidation => liquidation.Json),
        ];
        if (records.Count > 0)
        {
            Tell(topic, sequence, (client, from) => client.LiquidationsSettled(sequence, records, from));
        }
    }

    private Task TellAdlAsync(HubTopic topic, LiveSnapshot snapshot)
    {
        var changes = LiveMessages.AdlChanges(snapshot, topic.Seen.Sequence);
        if (changes.Count > 0)
        {
            Tell(topic, snapshot.Sequence, (client, from) => client.AdlChanged(snapshot.Sequence, changes, from));
        }

        return Task.CompletedTask;
    }

    private Task TellRatesAsync(HubTopic topic, LiveSnapshot snapshot)
    {
        if (LiveMessages.HaveRatesChanged(snapshot, topic.Seen.Sequence))
        {
            var rates = RateAnswer.AllOf(snapshot);
            Tell(topic, snapshot.Sequence, (client, from) => client.RatesChanged(snapshot.Sequence, rates, from));
        }

        return Task.CompletedTask;
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

    private void Tell(HubTopic topic, long sequence, Func<IFundClient, long, Task> message)
    {
        meter.Pushed(topic.Followers);
        Observe(message(hub.Clients.Group(topic.Name.Name), topic.ToldSequence));
        topic.ToldSequence = sequence;
        topic.ToldAt = time.GetTimestamp();
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
