using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;

namespace Portal.Web.Live;

/// <summary>Keeps one visitor from taking the hub away from the others: limits connections from one address and calls on one connection.</summary>
public sealed class HubGuard(IOptions<HubLimits> limits, TimeProvider time) : IHubFilter
{
    private static readonly object BucketKey = new();

    private readonly ConcurrentDictionary<IPAddress, int> _connections = new();

    /// <inheritdoc/>
    public async Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        var address = VisitorAddress.Of(context.Context.GetHttpContext());
        if (_connections.AddOrUpdate(address, 1, static (_, count) => count + 1) > limits.Value.ConnectionsPerAddress)
        {
            // A connection that was never taken is not taken leave of.
            Release(address);
            throw new HubException("Too many connections from this address.");
        }

        await next(context);
    }

    /// <inheritdoc/>
    public async Task OnDisconnectedAsync(HubLifetimeContext context, Exception? exception, Func<HubLifetimeContext, Exception?, Task> next)
    {
        Release(VisitorAddress.Of(context.Context.GetHttpContext()));
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

    private void Release(IPAddress address)
    {
        // Whoever brings the count to zero takes it away, unless somebody came in between.
        if (_connections.AddOrUpdate(address, 0, static (_, count) => count - 1) <= 0)
        {
            _connections.TryRemove(new KeyValuePair<IPAddress, int>(address, 0));
        }
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
