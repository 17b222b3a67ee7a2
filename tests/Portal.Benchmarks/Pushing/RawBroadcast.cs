using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Portal.Benchmarks.Measuring;

namespace Portal.Benchmarks.Pushing;

/// <summary>The yardstick of the push: as many bytes, as often, to as many plain WebSockets, with nothing looked up, rendered or encoded. Runs in a process of its own.</summary>
internal static class RawBroadcast
{
    /// <summary>Serves until it is killed.</summary>
    public static async Task<int> ServeAsync(BenchmarkArguments arguments)
    {
        var bytes = arguments.Number("bytes", otherwise: 400, least: 16, most: 1_000_000);
        var windowMs = arguments.Number("window-ms", otherwise: 100, least: 1, most: 10_000);
        var sockets = new ConcurrentDictionary<WebSocket, byte>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(arguments.Text("urls")!);
        await using var app = builder.Build();
        app.UseWebSockets();
        app.MapGet("/healthz", static () => "here");
        app.Map("/follow", async (HttpContext context) =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            sockets[socket] = 0;
            try
            {
                await socket.ReceiveAsync(new byte[16], context.RequestAborted);
            }
            catch (Exception exception) when (exception is WebSocketException or OperationCanceledException)
            {
                // It left without a word.
            }

            sockets.TryRemove(socket, out _);
        });
        var events = new ConcurrentDictionary<HttpResponse, byte>();
        app.MapGet("/events", async (HttpContext context) =>
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.Body.FlushAsync();
            events[context.Response] = 0;
            await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            events.TryRemove(context.Response, out _);
        });
        await app.StartAsync();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(windowMs));
        while (await timer.WaitForNextTickAsync())
        {
            var message = new byte[bytes];
            var now = Stopwatch.GetTimestamp();
            MemoryMarshal.Write(message, in now);
            await Task.WhenAll(sockets.Keys.Select(socket => SendAsync(socket, message)));
            if (!events.IsEmpty)
            {
                var text = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"id: {now}\ndata: {new string('x', bytes)}\n\n"));
                await Task.WhenAll(events.Keys.Select(response => SendAsync(response, text)));
            }
        }

        return 0;
    }

    /// <summary>Follows it with so many connections for a time.</summary>
    public static async Task<Delays> FollowAsync(Uri server, int count, TimeSpan time, CancellationToken cancellation)
    {
        var address = new UriBuilder(server) { Scheme = "ws", Path = "/follow" }.Uri;
        var sockets = new ConcurrentBag<ClientWebSocket>();
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 50, CancellationToken = cancellation }, async (_, stopping) =>
        {
            var socket = new ClientWebSocket();
            sockets.Add(socket);
            await socket.ConnectAsync(address, stopping);
        });

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var arrivals = new ConcurrentQueue<(long Sent, long At)>();
        var receiving = sockets.Select(socket => ReceiveAsync(socket, arrivals, ending.Token)).ToArray();

        // The first second is the connections' own.
        await Task.Delay(TimeSpan.FromSeconds(1), cancellation);
        arrivals.Clear();
        await Task.Delay(time, cancellation);
        await ending.CancelAsync();
        await Task.WhenAll(receiving);
        var delays = new Delays();
        foreach (var (sent, at) in arrivals)
        {
            delays.Add(sent, at);
        }

        foreach (var socket in sockets)
        {
            socket.Dispose();
        }

        return delays;
    }

    private static async Task SendAsync(WebSocket socket, byte[] message)
    {
        try
        {
            await socket.SendAsync(message, WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None);
        }
        catch (Exception exception) when (exception is WebSocketException or ObjectDisposedException or InvalidOperationException)
        {
            // It left.
        }
    }

    private static async Task SendAsync(HttpResponse response, byte[] text)
    {
        try
        {
            await response.BodyWriter.WriteAsync(text);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // It left.
        }
    }

    private static async Task ReceiveAsync(ClientWebSocket socket, ConcurrentQueue<(long Sent, long At)> arrivals, CancellationToken cancellation)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (true)
            {
                var first = await socket.ReceiveAsync(buffer.AsMemory(), cancellation);
                var sent = MemoryMarshal.Read<long>(buffer);
                for (var ended = first.EndOfMessage; !ended;)
                {
                    ended = (await socket.ReceiveAsync(buffer.AsMemory(), cancellation)).EndOfMessage;
                }

                arrivals.Enqueue((sent, Stopwatch.GetTimestamp()));
            }
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException)
        {
            // The time is over.
        }
    }
}
