using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;

namespace Portal.Web.Live;

/// <summary>Keeps one visitor from taking the hub away from the others: limits connections from one address and calls on one connection.</summary>
public sealed class HubGuard(AddressConnections connections, IOptions<HubLimits> limits, TimeProvider time) : IHubFilter
{
    private static readonly object BucketKey = new();

    /// <inheritdoc/>
    public async Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        if (!connections.TryTake(VisitorAddress.Of(context.Context.GetHttpContext())))
        {
            // A connection that was never taken is not taken leave of.
            throw new HubException("Too many connections from this address.");
        }

        await next(context);
    }

    /// <inheritdoc/>
    public async Task OnDisconnectedAsync(HubLifetimeContext context, Exception? exception, Func<HubLifetimeContext, Exception?, Task> next)
    {
        connections.Release(VisitorAddress.Of(context.Context.GetHttpContext()));
        await next(context, exception);
    }

    /// <inheritdoc/>
    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        if (!TakeToken(invocationContext.Context))
        {
            invocationContext.Context.Abort();
            throw new HubException("Too many calls.");
        }

        return await next(invocationContext);
    }

    // A connection's calls come one after the other, so its bucket needs no lock.
    private bool TakeToken(HubCallerContext context)
    {
        if (!context.Items.TryGetValue(BucketKey, out var known))
        {
            context.Items[BucketKey] = known = new Bucket { Thousandths = 2_000L * limits.Value.HubCallsPerSecond, FilledAt = time.GetTimestamp() };
        }

        var bucket = (Bucket)known!;
        var now = time.GetTimestamp();
        var gained = (long)(time.GetElapsedTime(bucket.FilledAt, now).TotalMilliseconds * limits.Value.HubCallsPerSecond);
        bucket.Thousandths = Math.Min(2_000L * limits.Value.HubCallsPerSecond, bucket.Thousandths + gained);
        bucket.FilledAt = now;
        if (bucket.Thousandths < 1_000)
        {
            return false;
        }

        bucket.Thousandths -= 1_000;
        return true;
    }

    private sealed class Bucket
    {
        public required long Thousandths { get; set; }

        public required long FilledAt { get; set; }
    }
}
