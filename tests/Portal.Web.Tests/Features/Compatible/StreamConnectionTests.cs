using System.Net.WebSockets;
using System.Text;
using Portal.Web.Features.Compatible.Binance;
using Portal.Web.Features.Compatible.Streaming;
using Portal.Web.Live;

namespace Portal.Web.Tests.Features.Compatible;

/// <summary>What a connection does when its client is slower than the market.</summary>
public sealed class StreamConnectionTests
{
    private const int MessagesMax = 4;

    [Fact(Timeout = 60_000)]
    public async Task Who_falls_behind_gets_what_was_told_before_without_a_gap_and_then_the_reason()
    {
        using var socket = new SlowSocket();
        var connection = new StreamConnection(socket, new HubLimits { StreamMessagesMax = MessagesMax }, new CallBucket(1, TimeProvider.System));
        var running = connection.RunAsync(new BinanceStreams());

        // The first leaves and is stuck on its way; then the queue fills, and one is too many.
        connection.Send("0"u8.ToArray());
        await socket.SendingAsync;
        for (var number = 1; number <= MessagesMax + 1; number++)
        {
            connection.Send(Encoding.ASCII.GetBytes(number.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }

        socket.GoOn();
        await running;

        Assert.Equal(["0"], socket.Sent);
        Assert.Equal((WebSocketCloseStatus.PolicyViolation, StreamEnding.TooSlow.Reason), (socket.CloseStatus, socket.CloseStatusDescription));
    }

    [Fact]
    public void Every_reason_fits_a_close_frame()
    {
        Assert.All(
            new[] { StreamEnding.Asked, StreamEnding.TooSlow, StreamEnding.TooLong, StreamEnding.TooOften, StreamEnding.Stopping },
            ending => Assert.InRange(Encoding.UTF8.GetByteCount(ending.Reason), 0, 123));
    }

    /// <summary>A socket whose messages are stuck until it is told to go on; says goodbye when it hears one.</summary>
    private sealed class SlowSocket : WebSocket
    {
        private readonly TaskCompletionSource _sending = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private WebSocketCloseStatus? _status;
        private string? _reason;

        public List<string> Sent { get; } = [];

        public Task SendingAsync => _sending.Task;

        public override WebSocketCloseStatus? CloseStatus => _status;

        public override string? CloseStatusDescription => _reason;

        public override WebSocketState State => WebSocketState.Open;

        public override string? SubProtocol => null;

        public void GoOn() => _goOn.SetResult();

        public override async Task SendAsync(ArraySegment<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken)
        {
            _sending.TrySetResult();
            await _goOn.Task.WaitAsync(cancellationToken);
            Sent.Add(Encoding.ASCII.GetString(buffer));
        }

        public override async Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken)
        {
            await _closed.Task.WaitAsync(cancellationToken);
            return new WebSocketReceiveResult(0, WebSocketMessageType.Close, endOfMessage: true);
        }

        public override Task CloseOutputAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken)
        {
            (_status, _reason) = (closeStatus, statusDescription);
            _closed.TrySetResult();
            return Task.CompletedTask;
        }

        public override Task CloseAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) =>
            CloseOutputAsync(closeStatus, statusDescription, cancellationToken);

        public override void Abort() => _closed.TrySetResult();

        public override void Dispose() => _closed.TrySetResult();
    }
}
