using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;
using Portal.Web.Operations;

namespace Portal.Web.Live.Streams;

/// <summary>Tells those who read the event stream what changed: what <see cref="Broadcaster"/> tells those who follow the hub.</summary>
/// <remarks>
/// One task. All topics are told in one turn, at once after a quiet window and then once a window, so that one sequence says where a reader of many topics
/// stands. Each message is written once per turn, and put together once for all who follow the same topics.
/// </remarks>
public sealed partial class StreamBeat(
    LiveState live,
    HubTopics hub,
    StreamFollowers followers,
    TopicMessages messages,
    LiveFigures meter,
    IOptions<JsonHubProtocolOptions> json,
    IOptions<LiveOptions> options,
    TimeProvider time,
    ILogger<StreamBeat> logger) : BackgroundService
{
    // Until where each topic was told: its messages follow one another as the hub's do.
    private Dictionary<string, long> _told = new(StringComparer.Ordinal);
    private long? _toldAt;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var beatAt = time.GetTimestamp();
        while (!stoppingToken.IsCancellationRequested)
        {
            var snapshot = live.Current;
            var pause = Rest();
            if (pause <= TimeSpan.Zero)
            {
                await TellAsync(snapshot, stoppingToken);
                pause = options.Value.HeartbeatPause;
            }

            var untilBeat = options.Value.HeartbeatPause - time.GetElapsedTime(beatAt);
            if (untilBeat <= TimeSpan.Zero)
            {
                beatAt = time.GetTimestamp();
                untilBeat = options.Value.HeartbeatPause;
                var heartbeat = StreamEvent.Heartbeat(followers.Told.Sequence);
                Give(followers.All, heartbeat);
            }

            try
            {
                await live.WaitAsync(snapshot, pause < untilBeat ? pause : untilBeat, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    /// <summary>Tells those who follow checkpoints of a new one.</summary>
    internal async Task TellAsync(CheckpointFigures checkpoint)
    {
        var writer = NewWriter();
        await writer.CheckpointPublished(checkpoint);
        Give([.. followers.All.Where(static connection => connection.Topics.Any(static topic => topic.Kind is TopicKind.Log))], StreamEvent.Join(writer.Written, 0));
    }

    /// <summary>A writer of the very JSON that the hub writes.</summary>
    internal StreamWriter NewWriter() => new(json.Value.PayloadSerializerOptions);

    // How long until the next turn may begin.
    private TimeSpan Rest()
    {
        var window = hub.Connections + followers.Connections < options.Value.CrowdConnections ? options.Value.Window : options.Value.CrowdWindow;
        return _toldAt is { } toldAt ? window - time.GetElapsedTime(toldAt) : TimeSpan.Zero;
    }

    private async Task TellAsync(LiveSnapshot snapshot, CancellationToken cancellation)
    {
        if (followers.Begin(snapshot) is not { } turn)
        {
            return;
        }

        try
        {
            await TellAsync(turn, cancellation);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Whoever was to hear it comes back and gets what it missed: no reader goes on with a gap.
            LogNotTold(exception, turn.From.Sequence, turn.To.Sequence);
            foreach (var connection in turn.Feeds.SelectMany(static feed => feed.Connections))
            {
                connection.End();
            }
        }
    }

    private async Task TellAsync(StreamTurn turn, CancellationToken cancellation)
    {
        var told = new Dictionary<string, long>(StringComparer.Ordinal);
        var written = new Dictionary<string, IReadOnlyList<StreamEvent>>(StringComparer.Ordinal);
        foreach (var topic in turn.Feeds.SelectMany(static feed => feed.Topics).DistinctBy(static topic => topic.Name))
        {
            var writer = NewWriter();
            var sequence = _told.GetValueOrDefault(topic.Name, turn.From.Sequence);
            if (messages.CanDiffer(topic, turn.From, turn.To))
            {
                await foreach (var message in messages.BetweenAsync(topic, turn.From, turn.To, cancellation))
                {
                    await message.Say(writer, sequence);
                    sequence = message.Sequence;
                }
            }

            told[topic.Name] = sequence;
            written[topic.Name] = writer.Written;
        }

        _told = told;
        foreach (var feed in turn.Feeds)
        {
            IReadOnlyList<StreamEvent> events = [.. feed.Topics.SelectMany(topic => written[topic.Name])];
            if (events.Count > 0)
            {
                _toldAt = time.GetTimestamp();
                Give(feed.Connections, StreamEvent.Join(events, turn.From.Sequence));
            }
        }
    }

    private void Give(IReadOnlyCollection<StreamConnection> connections, byte[] block)
    {
        meter.Streamed(connections.Count);
        foreach (var connection in connections)
        {
            if (!connection.Give(block))
            {
                meter.CutOff();
            }
        }
    }

    [LoggerMessage(1, LogLevel.Error, "What changed between {From} and {To} could not be told to those who read the event stream; they begin again.")]
    private partial void LogNotTold(Exception exception, long from, long to);
}
