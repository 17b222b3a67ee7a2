using System.IO.Pipelines;
using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace Portal.Web.Tests.Live;

/// <summary>Stands in for Microsoft.AspNetCore.Http.Connections.Client, which can't be restored everywhere: WebSockets alone, no negotiation.</summary>
internal sealed class WebSocketConnectionFactory : IConnectionFactory
{
    public async ValueTask<ConnectionContext> ConnectAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var socket = new ClientWebSocket();
        try
        {
            await socket.ConnectAsync(((UriEndPoint)endpoint).Uri, cancellationToken);
            return new WebSocketConnection(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private sealed class WebSocketConnection : ConnectionContext
    {
        private readonly ClientWebSocket _socket;
        private readonly Duplex _application;
        private readonly CancellationTokenSource _ending = new();
        private readonly Task _pumps;

        public WebSocketConnection(ClientWebSocket socket)
        {
            _socket = socket;
            var (toHub, toClient) = (new Pipe(), new Pipe());
            Transport = new Duplex(toClient.Reader, toHub.Writer);
            _application = new Duplex(toHub.Reader, toClient.Writer);
            _pumps = Task.WhenAll(ReceiveAsync(), SendAsync());
        }

        public override string ConnectionId { get; set; } = Guid.NewGuid().ToString("N");

        public override IFeatureCollection Features { get; } = new FeatureCollection();

        public override IDictionary<object, object?> Items { get; set; } = new Dictionary<object, object?>();

        public override IDuplexPipe Transport { get; set; }

        public override async ValueTask DisposeAsync()
        {
            await Transport.Output.CompleteAsync();
            await Transport.Input.CompleteAsync();

            // The other side may never say goodbye.
            _ending.CancelAfter(TimeSpan.FromSeconds(2));
            await _pumps;
            _socket.Dispose();
            _ending.Dispose();
            await base.DisposeAsync();
        }

        private async Task ReceiveAsync()
        {
            Exception? fault = null;
            try
            {
                while (true)
                {
                    var received = await _socket.ReceiveAsync(_application.Output.GetMemory(4096), _ending.Token);
                    if (received.MessageType is WebSocketMessageType.Close)
                    {
                        break;
                    }

                    _application.Output.Advance(received.Count);
                    if ((await _application.Output.FlushAsync(_ending.Token)).IsCompleted)
                    {
                        break;
                    }
                }
            }
            catch (Exception exception) when (exception is WebSocketException or OperationCanceledException)
            {
                fault = _ending.IsCancellationRequested ? null : exception;
            }

            await _application.Output.CompleteAsync(fault);
        }

        private async Task SendAsync()
        {
            try
            {
                while (true)
                {
                    var read = await _application.Input.ReadAsync(_ending.Token);
                    foreach (var segment in read.Buffer)
                    {
                        await _socket.SendAsync(segment, WebSocketMessageType.Text, endOfMessage: true, _ending.Token);
                    }

                    _application.Input.AdvanceTo(read.Buffer.End);
                    if (read.IsCompleted)
                    {
                        break;
                    }
                }

                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, _ending.Token);
            }
            catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or ObjectDisposedException)
            {
                // The connection is gone, which is what was wanted.
            }

            await _application.Input.CompleteAsync();
        }
    }

    private sealed class Duplex(PipeReader input, PipeWriter output) : IDuplexPipe
    {
        public PipeReader Input => input;

        public PipeWriter Output => output;
    }
}
