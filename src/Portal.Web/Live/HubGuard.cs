using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;

namespace Portal.Web.Live;

/// <summary>Keeps one visitor from taking the hub away from the others: limits connections from one address and calls on one connection.</summary>
public sealed class HubGuard(AddressConnections connections, RefusalLog refusals, IOptions<HubLimits> limits, TimeProvider time) : IHubFilter
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
        var address = VisitorAddress.Of(context.Context.GetHttpContext());
        connections.Release(address);
        if (exception is InvalidDataException)
        {
            // Longer than a message may be, or not in the protocol.
            refusals.Note(address, "messages that the hub can read");
        }

        await next(context, exception);
    }

    /// <inheritdoc/>
    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        if (!BucketOf(invocationContext.Context).Take())
        {
            refusals.Note(VisitorAddress.Of(invocationContext.Context.GetHttpContext()), "calls a second on one connection");
            invocationContext.Context.Abort();
            throw new HubException("Too many calls.");
        }

        return await next(invocationContext);
    }

    // A connection's calls come one after the other, so its bucket needs no lock.
    private CallBucket BucketOf(HubCallerContext context)
    {
        if (!context.Items.TryGetValue(BucketKey, out var known))
        {
            context.Items[BucketKey] = known = new CallBucket(limits.Value.HubCallsPerSecond, time);
        }

        return (CallBucket)known!;
    }
}
