using System.Net.WebSockets;
using System.Text;
using Microsoft.Extensions.Logging;
using Portal.Settlement.Ledger;
using Portal.Storage.Intake;
using Portal.Storage.Ledger;
using Portal.Worker.Settling;

namespace Portal.Worker.Sources.ExchangeStreams;

/// <summary>Reads one exchange's stream, one connection at a time, into the intake.</summary>
public sealed partial class ExchangeStreamReader(
    string source,
    Uri address,
    ExchangeStreamFormat format,
    StreamTimes times,
    IntakeQueue queue,
    SourceStore sources,
    LedgerPositions positions,
    TimeProvider time,
    ILogger logger)
{
    private const int MessageBytesMax = 1024 * 1024;

    private readonly SourceFeed _feed = new(queue, source, times.QueueMax, time);
    private bool _isKnown;

    /// <summary>The waits between connections.</summary>
    public ReconnectPause Pause { get; } = new(times.ReconnectFirst, times.ReconnectLongest);

    /// <summary>Connects, subscribes and reads until the connection ends, the other side falls silent, or <paramref name="cancellation"/> says stop.</summary>
    public async Task ReadAsync(CancellationToken cancellation)
    {
        await _feed.CatchUpAsync(cancellation);
        _isKnown = _isKnown || (await sources.ReadAllAsync(cancellation)).Any(row => row.Source == source);
        var rulebook = (await positions.LookAsync(cancellation)).Rulebook;
        using var socket = new ClientWebSocket();
        using var pinging = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var pings = Task.CompletedTask;
        try
        {
            await WithinAsync(times.ConnectMax, "It does not answer.", token => socket.ConnectAsync(address, token), cancellation);
            await SendAsync(socket, format.Subscription, cancellation);
            pings = PingAsync(socket, pinging.Token);
            await ReceiveAsync(socket, rulebook, cancellation);
        }
        finally
        {
            await pinging.CancelAsync();
            await pings.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await CloseAsync(socket);
            await _feed.SettledAsync(times.EndMax);
        }
    }

    private async Task ReceiveAsync(ClientWebSocket socket, Rulebook rulebook, CancellationToken cancellation)
    {
        var buffer = new byte[16 * 1024];
        using var message = new MemoryStream();
        for (var isFirst = true; ; isFirst = false)
        {
            message.SetLength(0);
            await WithinAsync(
                times.IdleMax, "Nothing came for too long.", token => ReceiveMessageAsync(socket, buffer, message, token), cancellation);
            var read = format.Read(message.GetBuffer().AsMemory(0, (int)message.Length), rulebook);
            if (read.Refusal is { } refusal)
            {
                throw new SourceLostException($"The exchange refuses: {(refusal.Length <= 200 ? refusal : refusal[..200])}");
            }

            if (isFirst || read.Records.Count > 0)
            {
                await _feed.HandOverAsync(read.Records, isFirst ? Connected() : 0, cancellation);
            }
        }
    }

    // A stream starts where it stands: what was told while nobody listened is lost, and how much that was nobody knows.
    private long Connected()
    {
        Pause.Reset();
        if (_isKnown)
        {
            LogGap(source);
            return 1;
        }

        _isKnown = true;
        LogConnected(source);
        return 0;
    }

    private static async Task ReceiveMessageAsync(ClientWebSocket socket, byte[] buffer, MemoryStream message, CancellationToken cancellation)
    {
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer.AsMemory(), cancellation);
            if (received.MessageType is WebSocketMessageType.Close)
            {
                throw new SourceLostException($"The exchange closed the connection ({socket.CloseStatus}).");
            }

            message.Write(buffer, 0, received.Count);
            if (message.Length > MessageBytesMax)
            {
                throw new SourceLostException("A message is larger than any should be.");
            }

            if (received.EndOfMessage)
            {
                return;
            }
        }
    }

    private async Task PingAsync(ClientWebSocket socket, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(times.PingPause, time);
        while (await timer.WaitForNextTickAsync(cancellation))
        {
            await SendAsync(socket, format.Ping, cancellation);
        }
    }

    private static async Task SendAsync(ClientWebSocket socket, string text, CancellationToken cancellation) =>
        await socket.SendAsync(Encoding.UTF8.GetBytes(text).AsMemory(), WebSocketMessageType.Text, endOfMessage: true, cancellation);

    private async Task WithinAsync(TimeSpan limit, string otherwise, Func<CancellationToken, Task> act, CancellationToken cancellation)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await using var timer = time.CreateTimer(static state => ((CancellationTokenSource)state!).Cancel(), ending, limit, Timeout.InfiniteTimeSpan);
        try
        {
            await act(ending.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new SourceLostException(otherwise);
        }
    }

    // A goodbye is a courtesy: it is said quickly or not at all.
    private async Task CloseAsync(ClientWebSocket socket)
    {
        if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
        {
            using var limit = new CancellationTokenSource(times.EndMax, time);
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, statusDescription: null, limit.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Source {Source} is read for the first time.")]
    private partial void LogConnected(string source);

    [LoggerMessage(2, LogLevel.Warning, "Source {Source} is read again; what it told meanwhile is missing, which counts as a gap.")]
    private partial void LogGap(string source);
}
