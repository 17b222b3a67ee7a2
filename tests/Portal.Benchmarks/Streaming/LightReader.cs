using System.Buffers.Text;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Portal.Benchmarks.Pushing;

namespace Portal.Benchmarks.Streaming;

/// <summary>A reader of an event stream that reads no more than the ids: thousands that parse here would be measured instead of the server.</summary>
internal sealed class LightReader : IDisposable
{
    private const int LineStartMax = 40;

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _line = new byte[LineStartMax];
    private int _lineLength;
    private bool _isLineCut;
    private bool _hasData;
    private long _id;
    private long _last;

    /// <summary>Bytes received.</summary>
    public long Bytes { get; private set; }

    /// <summary>Connects and asks.</summary>
    public async Task OpenAsync(Uri stream, CancellationToken cancellation)
    {
        await _socket.ConnectAsync(stream.Host, stream.Port, cancellation);
        await _socket.SendAsync(Encoding.ASCII.GetBytes($"GET {stream.PathAndQuery} HTTP/1.1\r\nHost: {stream.Authority}\r\nAccept: text/event-stream\r\n\r\n"), cancellation);
    }

    /// <summary>Reads until told to stop.</summary>
    /// <param name="arrived">Told of each event with a new id.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task FollowAsync(Action<Arrival> arrived, CancellationToken cancellation)
    {
        var buffer = new byte[8 * 1024];
        try
        {
            while (true)
            {
                var received = await _socket.ReceiveAsync(buffer.AsMemory(), cancellation);
                if (received == 0)
                {
                    throw new IOException("The server closed a stream.");
                }

                Bytes += received;
                Take(buffer.AsSpan(0, received), arrived);
            }
        }
        catch (Exception exception) when (cancellation.IsCancellationRequested && exception is OperationCanceledException or SocketException)
        {
            // The time is over.
        }
    }

    public void Dispose() => _socket.Dispose();

    private void Take(ReadOnlySpan<byte> received, Action<Arrival> arrived)
    {
        while (!received.IsEmpty)
        {
            var end = received.IndexOf((byte)'\n');
            var part = end < 0 ? received : received[..end];
            var kept = Math.Min(part.Length, LineStartMax - _lineLength);
            part[..kept].CopyTo(_line.AsSpan(_lineLength));
            _lineLength += kept;
            _isLineCut |= kept < part.Length;
            received = end < 0 ? [] : received[(end + 1)..];
            if (end >= 0)
            {
                End(arrived);
                (_lineLength, _isLineCut) = (0, false);
            }
        }
    }

    // A line is over. The sizes of chunks stand on lines of their own, which say nothing here.
    private void End(Action<Arrival> arrived)
    {
        var line = _line.AsSpan(0, _lineLength);
        if (line.StartsWith("id: "u8) && Utf8Parser.TryParse(line[4..], out long id, out _))
        {
            _id = id;
        }
        else if (line.StartsWith("data: "u8))
        {
            _hasData = true;
        }
        else if (line.IsEmpty && !_isLineCut)
        {
            if (_hasData && _id > _last)
            {
                arrived(new Arrival(Stopwatch.GetTimestamp(), _last, _id));
            }

            (_last, _hasData) = (Math.Max(_id, _last), false);
        }
    }
}
