using System.Buffers.Text;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;

namespace Portal.Benchmarks.Pushing;

/// <summary>A connection to the hub that speaks just enough of its protocol to follow a topic and to read which sequences a message covers.</summary>
/// <remarks>
/// A visitor's browser parses on the visitor's machine. A thousand clients that parse here would be measured instead of the server, so a message is read by its
/// beginning, <c>{"type":1,"target":"..","arguments":[sequence,</c>, and its end, <c>,fromSequence]}</c>.
/// </remarks>
internal sealed class LightFollower : IDisposable
{
    private const byte Separator = 0x1e;
    private const int EdgeBytes = 96;

    private static readonly byte[] Handshake = [.. """{"protocol":"json","version":1}"""u8, Separator];
    private static readonly byte[] Ping = [.. """{"type":6}"""u8, Separator];
    private static readonly TimeSpan PingPause = TimeSpan.FromSeconds(10);

    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _head = new byte[EdgeBytes];
    private readonly byte[] _tail = new byte[EdgeBytes];
    private int _headLength;
    private int _tailLength;

    /// <summary>Bytes received.</summary>
    public long Bytes { get; private set; }

    /// <summary>Connects and subscribes.</summary>
    public async Task OpenAsync(Uri hub, string topic, CancellationToken cancellation)
    {
        await _socket.ConnectAsync(hub, cancellation);
        var subscribe = Encoding.UTF8.GetBytes($$"""{"type":1,"invocationId":"1","target":"Subscribe","arguments":[["{{topic}}"],null]}""");
        await _socket.SendAsync(Handshake.AsMemory(), WebSocketMessageType.Text, endOfMessage: true, cancellation);
        await _socket.SendAsync((byte[])[.. subscribe, Separator], WebSocketMessageType.Text, endOfMessage: true, cancellation);
    }

    /// <summary>Reads until told to stop.</summary>
    /// <param name="arrived">Told of each message about the topic.</param>
    /// <param name="cancellation">Ends it, and the connection with it.</param>
    public async Task FollowAsync(Action<Arrival> arrived, CancellationToken cancellation)
    {
        var buffer = new byte[16 * 1024];
        var pinged = Stopwatch.GetTimestamp();
        try
        {
            while (true)
            {
                var received = await _socket.ReceiveAsync(buffer.AsMemory(), cancellation);
                if (received.MessageType is WebSocketMessageType.Close)
                {
                    throw new IOException("The hub closed a connection.");
                }

                Bytes += received.Count;
                Take(buffer.AsSpan(0, received.Count), arrived);
                if (Stopwatch.GetElapsedTime(pinged) > PingPause)
                {
                    pinged = Stopwatch.GetTimestamp();
                    await _socket.SendAsync(Ping.AsMemory(), WebSocketMessageType.Text, endOfMessage: true, cancellation);
                }
            }
        }
        catch (Exception exception) when (cancellation.IsCancellationRequested && exception is OperationCanceledException or WebSocketException)
        {
            // The time is over.
        }
    }

    public void Dispose() => _socket.Dispose();

    private void Take(ReadOnlySpan<byte> received, Action<Arrival> arrived)
    {
        while (!received.IsEmpty)
        {
            var end = received.IndexOf(Separator);
            var part = end < 0 ? received : received[..end];
            Keep(part);
            received = end < 0 ? [] : received[(end + 1)..];
            if (end >= 0)
            {
                if (Read() is { } arrival)
                {
                    arrived(arrival);
                }

                (_headLength, _tailLength) = (0, 0);
            }
        }
    }

    private void Keep(ReadOnlySpan<byte> part)
    {
        var toHead = Math.Min(part.Length, EdgeBytes - _headLength);
        part[..toHead].CopyTo(_head.AsSpan(_headLength));
        _headLength += toHead;
        var last = part[^Math.Min(part.Length, EdgeBytes)..];
        var kept = Math.Min(_tailLength, EdgeBytes - last.Length);
        _tail.AsSpan(_tailLength - kept, kept).CopyTo(_tail);
        last.CopyTo(_tail.AsSpan(kept));
        _tailLength = kept + last.Length;
    }

    private Arrival? Read()
    {
        var head = _head.AsSpan(0, _headLength);
        var tail = _tail.AsSpan(0, _tailLength);
        var arguments = head.IndexOf("\"arguments\":["u8);
        if (!head.StartsWith("{\"type\":1,"u8) || arguments < 0 || head.IndexOf("\"Freshness\""u8) >= 0 || !tail.EndsWith("]}"u8))
        {
            return null;
        }

        var from = tail[(tail.LastIndexOf((byte)',') + 1)..];
        return Utf8Parser.TryParse(head[(arguments + 13)..], out long sequence, out _) && Utf8Parser.TryParse(from, out long fromSequence, out _)
            ? new Arrival(Stopwatch.GetTimestamp(), fromSequence, sequence)
            : null;
    }
}
