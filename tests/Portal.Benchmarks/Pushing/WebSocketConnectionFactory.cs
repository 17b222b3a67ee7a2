using System.IO.Pipelines;
using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace Portal.Benchmarks.Pushing;

/// <summary>Connects SignalR's client by WebSocket without negotiating: stands in for the client's own transport package, which no registry here serves.</summary>
internal sealed class WebSocketConnectionFactory : IConnectionFactory
{
    private long _bytesReceived;

    /// <summary>Bytes that all its connections received.</summary>
    public long BytesReceived => Volatile.Read(ref _bytesReceived);

    public async ValueTask<ConnectionContext> ConnectAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var socket = new ClientWebSocket();
        try
        {
            await socket.ConnectAsync(((UriEndPoint)endpoint).Uri, cancellationToken);
            return new SocketConnection(socket, this);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Two pipes, and two tasks that pump between them and the socket.</summary>
    private sealed class SocketConnection : ConnectionContext
    {
        private static readonly TimeSpan ClosingMax = TimeSpan.FromSeconds(2);

        private readonly ClientWebSocket _socket;
        private readonly WebSocketConnectionFactory _factory;
        private readonly CancellationTokenSource _closing = new();
        private readonly Pipe _received = new();
        private readonly Pipe _toSend = new();
        private readonly Task _pumping;

        public SocketConnection(ClientWebSocket socket, WebSocketConnectionFactory factory)
        {
            (_socket, _factory) = (socket, factory);
            Transport = new Duplex(_received.Reader, _toSend.Writer);
            _pumping = Task.WhenAll(ReceiveAsync(), SendAsync());
        }

        public override string ConnectionId { get; set; } = Guid.NewGuid().ToString("N");

        public override IFeatureCollection Features { get; } = new FeatureCollection();

        public override IDictionary<object, object?> Items { get; set; } = new Dictionary<object, object?>();

        public override IDuplexPipe Transport { get; set; }

        public override async ValueTask DisposeAsync()
        {
            await Transport.Output.CompleteAsync();
            await Transport.Input.CompleteAsync();
            _closing.CancelAfter(ClosingMax);
            await _pumping;
            _socket.Dispose();
            _closing.Dispose();
            await base.DisposeAsync();
        }

        private async Task ReceiveAsync()
        {
            Exception? fault = null;
            try
            {
                while (true)
                {
                    var result = await _socket.ReceiveAsync(_received.Writer.GetMemory(4096), _closing.Token);
                    if (result.MessageType is WebSocketMessageType.Close)
                    {
                        break;
                    }

                    _received.Writer.Advance(result.Count);
                    Interlocked.Add(ref _factory._bytesReceived, result.Count);
                    if ((await _received.Writer.FlushAsync(CancellationToken.None)).IsCompleted)
                    {
                        break;
                    }
                }
            }
            catch (Exception exception) when (exception is WebSocketException or OperationCanceledException)
            {
                fault = _closing.IsCancellationRequested ? null : exception;
            }

            await _received.Writer.CompleteAsync(fault);
        }

        private async Task SendAsync()
        {
            try
            {
                while (true)
                {
                    var read = await _toSend.Reader.ReadAsync(_closing.Token);
                    foreach (var segment in read.Buffer)
                    {
                        await _socket.SendAsync(segment, WebSocketMessageType.Text, endOfMessage: true, _closing.Token);
                    }

                    _toSend.Reader.AdvanceTo(read.Buffer.End);
                    if (read.IsCompleted)
                    {
                        break;
                    }
                }

                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, _closing.Token);
            }
            catch (Exception exception) when (exception is WebSocketException or OperationCanceledException)
            {
                // The other side is gone, or took too long to say goodbye.
            }

            await _toSend.Reader.CompleteAsync();
        }
    }

    private sealed class Duplex(PipeReader input, PipeWriter output) : IDuplexPipe
    {
        public PipeReader Input { get; } = input;

        public PipeWriter Output { get; } = output;
    }
}
