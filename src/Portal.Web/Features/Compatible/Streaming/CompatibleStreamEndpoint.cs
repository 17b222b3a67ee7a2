using Microsoft.Extensions.Options;
using Portal.Web.Caching;
using Portal.Web.Live;

namespace Portal.Web.Features.Compatible.Streaming;

/// <summary>Takes the connections of compatible streams, as many from one address as the hub's limit says, and ends them when the portal stops.</summary>
internal sealed class CompatibleStreamEndpoint(
    AddressConnections connections, RefusalLog refusals, IOptions<HubLimits> limits, IHostApplicationLifetime lifetime, TimeProvider time)
{
    private static readonly WebSocketOptions Sockets = new()
    {
        // A client that does not answer pings is gone.
        KeepAliveInterval = TimeSpan.FromSeconds(20),
        KeepAliveTimeout = TimeSpan.FromSeconds(20),
    };

    /// <summary>Maps an address.</summary>
    /// <param name="routes">Where.</param>
    /// <param name="pattern">The address.</param>
    /// <param name="format">The format spoken there.</param>
    /// <param name="refusals">How it says no.</param>
    /// <param name="isCombined">Whether liquidations come wrapped (Binance).</param>
    /// <param name="read">What the address itself asks to follow; a result is the answer in the place of a connection.</param>
    public static void Map(
        IEndpointRouteBuilder routes, string pattern, StreamFormat format, CompatibleRefusals refusals, bool isCombined = false, Func<HttpContext, (IReadOnlyList<string> Topics, IResult? Refusal)>? read = null)
    {
        var endpoint = routes.ServiceProvider.GetRequiredService<CompatibleStreamEndpoint>();
        var pipeline = routes.CreateApplicationBuilder();
        pipeline.UseWebSockets(Sockets);
        pipeline.Run(context => endpoint.InvokeAsync(context, format, refusals, isCombined, read?.Invoke(context) ?? ([], null)));
        routes.Map(pattern, pipeline.Build()).WithMetadata(ShowsLedger.Instance, refusals).RequireCors(PublicSite.CorsPolicy);
    }

    private async Task InvokeAsync(
        HttpContext context, StreamFormat format, CompatibleRefusals refusals, bool isCombined, (IReadOnlyList<string> Topics, IResult? Refusal) asked)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.Headers.Upgrade = "websocket";
            await refusals.UpgradeRequired().ExecuteAsync(context);
            return;
        }

        if (asked.Refusal is { } refusal)
        {
            await refusal.ExecuteAsync(context);
            return;
        }

        var address = VisitorAddress.Of(context);
        if (!connections.TryTake(address))
        {
            context.Response.Headers.RetryAfter = "5";
            await refusals.TooManyRequests().ExecuteAsync(context);
            return;
        }

        try
        {
            await ServeAsync(context, format, isCombined, asked.Topics);
        }
        finally
        {
            connections.Release(address);
        }
    }

    private async Task ServeAsync(HttpContext context, StreamFormat format, bool isCombined, IReadOnlyList<string> topics)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var connection = new StreamConnection(socket, limits.Value, new CallBucket(limits.Value.HubCallsPerSecond, time)) { IsCombined = isCombined };
        await using var stopping = lifetime.ApplicationStopping.Register(() => connection.End(StreamEnding.Stopping));
        try
        {
            foreach (var topic in topics)
            {
                format.Topics.Follow(connection, topic);
            }

            await connection.RunAsync(format);
            if (connection.Ending is { Limit: { } limit })
            {
                refusals.Note(VisitorAddress.Of(context), limit);
            }
        }
        finally
        {
            format.Topics.LeaveAll(connection);
        }
    }
}
