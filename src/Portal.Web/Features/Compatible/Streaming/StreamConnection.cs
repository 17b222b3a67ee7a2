using System.Net.WebSockets;
using System.Threading.Channels;
using Portal.Web.Live;

namespace Portal.Web.Features.Compatible.Streaming;

/// <summary>One client of a compatible stream: what waits for it, and why it ends.</summary>
/// <remarks>
/// Two tasks: one alone reads and one alone writes. A message is handed over without waiting; whoever has more of them waiting than allowed is ended, so that
/// nothing is ever left out of a stream that goes on.
/// </remarks>
internal sealed class StreamConnection(WebSocket socket, HubLimits limits, CallBucket calls)
{
    /// <summary>How long one message may take to leave, and how long a client has to say goodbye.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Channel<ReadOnlyMemory<byte>> _waiting = Channel.CreateBounded<ReadOnlyMemory<byte>>(
        new BoundedChannelOptions(limits.StreamMessagesMax) { SingleReader = true });

    private StreamEnding? _ending;

    /// <summary>Names it in answers.</summary>
    public string Id { get; } = Guid.NewGuid().ToString();

    /// <summary>What it follows, in the order it asked. Belongs to the task that reads.</summary>
    public List<string> Topics { get; } = [];

    /// <summary>Whether a liquidation comes wrapped with the name of its stream (Binance).</summary>
    public bool IsCombined { get; init; }

    /// <summary>How many topics it may follow.</summary>
    public int TopicsMax => limits.TopicsPerConnection;

    /// <summary>Why it was ended; null while it goes on.</summary>
    public StreamEnding? Ending => _ending;

    /// <summary>Hands over a message. The same bytes may go to any number of connections.</summary>
    public void Send(ReadOnlyMemory<byte> message)
    {
        if (!_waiting.Writer.TryWrite(message))
        {
            End(StreamEnding.TooSlow);
        }
    }

    /// <summary>Ends it; the first reason counts.</summary>
    public void End(StreamEnding ending)
    {
        Interlocked.CompareExchange(ref _ending, ending, null);
        _waiting.Writer.TryComplete();
    }

    /// <summary>Serves it to its end.</summary>
    public async Task RunAsync(StreamFormat format)
    {
        var receiving = ReceiveAllAsync(format);
        await SendAllAsync();

        // The client's own goodbye; one that sends none is not waited for.
        await receiving.WaitAsync(Patience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        socket.Abort();
        await receiving;
    }

    private async Task SendAllAsync()
    {
        using var patience = new CancellationTokenSource();
        try
        {
            while (_ending is null && await _waiting.Reader.WaitToReadAsync())
            {
                while (_ending is null && _waiting.Reader.TryRead(out var message))
                {
                    patience.CancelAfter(Patience);
                    await socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, patience.Token);
                }

                patience.CancelAfter(Timeout.InfiniteTimeSpan);
            }

            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                patience.CancelAfter(Patience);
                await socket.CloseOutputAsync(_ending!.Status, _ending.Reason, patience.Token);
            }
        }
        catch (Exception exception) when (IsGone(exception))
        {
            End(StreamEnding.Asked);
            socket.Abort();
        }
    }

    private async Task ReceiveAllAsync(StreamFormat format)
    {
        // One byte more than a message may have tells one that is too long.
        var buffer = new byte[limits.HubMessageBytesMax + 1];
        var length = 0;
        try
        {
            while (true)
            {
                var received = await socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
                if (received.MessageType is WebSocketMessageType.Close)
                {
                    End(StreamEnding.Asked);
                    return;
                }

                length = Take(format, buffer, length + received.Count, received.EndOfMessage);
            }
        }
        catch (Exception exception) when (IsGone(exception))
        {
            End(StreamEnding.Asked);
        }
    }

    /// <summary>Takes what has come so far, and says how much of it is still to be completed.</summary>
    private int Take(StreamFormat format, byte[] buffer, int length, bool isWhole)
    {
        if (_ending is not null)
        {
            // Whatever still comes before the goodbye is not heard.
            return 0;
        }

        if (length > limits.HubMessageBytesMax)
        {
            End(StreamEnding.TooLong);
            return 0;
        }

        if (!isWhole)
        {
            return length;
        }

        if (calls.Take())
        {
            format.Receive(this, buffer.AsMemory(0, length));
        }
        else
        {
            End(StreamEnding.TooOften);
        }

        return 0;
    }

    private static bool IsGone(Exception exception) =>
        exception is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException or InvalidOperationException;
}
