using System.Collections.Concurrent;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Portal.Worker.Tests.Sources.ExchangeStreams;

/// <summary>A local exchange: plays one script after the other, one for each connection, and keeps what it was sent.</summary>
internal sealed class TestExchange : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Func<Connection, Task>> _scripts = new();
    private int _attempts;
    private int _ended;

    private TestExchange(WebApplication app) => _app = app;

    public ConcurrentQueue<string> Heard { get; } = new();

    public int Attempts => Volatile.Read(ref _attempts);

    /// <summary>Connections that are over.</summary>
    public int Ended => Volatile.Read(ref _ended);

    /// <summary>How often the next connections are answered 403 before any is taken.</summary>
    public int RefusalsLeft { get; set; }

    public string Address => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First().Replace("http:", "ws:", StringComparison.Ordinal) + "/ws";

    public static async Task<TestExchange> StartAsync(params Func<Connection, Task>[] scripts)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        var exchange = new TestExchange(builder.Build());
        foreach (var script in scripts)
        {
            exchange._scripts.Enqueue(script);
        }

        exchange._app.UseWebSockets();
        exchange._app.Run(exchange.ServeAsync);
        await exchange._app.StartAsync(TestContext.Current.CancellationToken);
        return exchange;
    }

    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _app.StopAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _app.DisposeAsync();
    }

    private async Task ServeAsync(HttpContext context)
    {
        Interlocked.Increment(ref _attempts);
        if (RefusalsLeft > 0 || !_scripts.TryDequeue(out var script))
        {
            RefusalsLeft--;
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var connection = new Connection(context, socket);
        var hearing = HearAsync(socket, context.RequestAborted);
        try
        {
            await script(connection);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException)
        {
            // The other side went away, as some tests want it to.
        }

        await hearing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Interlocked.Increment(ref _ended);
    }

    private async Task HearAsync(WebSocket socket, CancellationToken cancellation)
    {
        var buffer = new byte[16 * 1024];
        while (socket.State is WebSocketState.Open or WebSocketState.CloseSent)
        {
            var received = await socket.ReceiveAsync(buffer.AsMemory(), cancellation);
            Heard.Enqueue(Encoding.UTF8.GetString(buffer, 0, received.Count));
        }
    }

    /// <summary>What a script can do.</summary>
    internal sealed class Connection(HttpContext context, WebSocket socket)
    {
        public Task SendAsync(params string[] messages) => SendAsync(WebSocketMessageType.Text, messages.Select(Encoding.UTF8.GetBytes));

        public Task SendBytesAsync(byte[] bytes) => SendAsync(WebSocketMessageType.Binary, [bytes]);

        /// <summary>Sends a message in pieces, and the last of them only after the others have arrived.</summary>
        public async Task SendInPiecesAsync(string message, int pieces, bool ends)
        {
            var bytes = Encoding.UTF8.GetBytes(message);
            var length = bytes.Length / pieces;
            for (var piece = 0; piece < pieces; piece++)
            {
                var last = piece == pieces - 1;
                var part = last ? bytes[(piece * length)..] : bytes[(piece * length)..((piece + 1) * length)];
                await socket.SendAsync(part, WebSocketMessageType.Text, last && ends, context.RequestAborted);
                await Task.Delay(5, context.RequestAborted);
            }
        }

        public void Cut() => context.Abort();

        public Task CloseAsync() => socket.CloseOutputAsync(WebSocketCloseStatus.EndpointUnavailable, "maintenance", context.RequestAborted);

        /// <summary>Says nothing more until the other side goes.</summary>
        public Task StayAsync() => Task.Delay(Timeout.Infinite, context.RequestAborted);

        private async Task SendAsync(WebSocketMessageType type, IEnumerable<byte[]> messages)
        {
            foreach (var message in messages)
            {
                await socket.SendAsync(message, type, endOfMessage: true, context.RequestAborted);
            }
        }
    }
}
