using System.Net;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Portal.Admin;
using Portal.Web.Features.PublicApi;

namespace Portal.Web;

/// <summary>Keeps one address from trying passwords against many people, and from having the server hash all day: a person's own lock does not see that.</summary>
internal sealed class SignInGuard(IOptions<RequestLimits> limits, RefusalLog refusals) : IDisposable
{
    private static readonly PathString[] Doors = [$"{AdminArea.Path}/sign-in", $"{AdminArea.Path}/invitation", $"{AdminArea.Path}/passkey"];

    private readonly PartitionedRateLimiter<IPAddress> _rates = PartitionedRateLimiter.Create<IPAddress, IPAddress>(address =>
        RateLimitPartition.GetTokenBucketLimiter(address, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = limits.Value.SignInsPerAddress,
            TokensPerPeriod = limits.Value.SignInsPerAddress,
            ReplenishmentPeriod = TimeSpan.FromMinutes(1),
            QueueLimit = 0,
        }));

    // From however many addresses: hashing a password is work for a tenth of a second, and the process may be the one that settles.
    private readonly ConcurrencyLimiter _turns = new(new ConcurrencyLimiterOptions { PermitLimit = Environment.ProcessorCount, QueueLimit = 32, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });

    /// <summary>The middleware.</summary>
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (HttpMethods.IsPost(context.Request.Method) && Doors.Any(door => context.Request.Path.StartsWithSegments(door, StringComparison.OrdinalIgnoreCase)))
        {
            var address = VisitorAddress.Of(context);
            using var lease = _rates.AttemptAcquire(address);
            using var turn = lease.IsAcquired ? await _turns.AcquireAsync(1, context.RequestAborted) : null;
            if (turn is not { IsAcquired: true })
            {
                refusals.Note(address, lease.IsAcquired ? "sign-ins at a time" : "sign-ins a minute");
                context.Response.Headers.RetryAfter = lease.IsAcquired ? "5" : "60";
                await ApiProblems.TooManyRequests().ExecuteAsync(context);
                return;
            }

            await next(context);
            return;
        }

        await next(context);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _rates.Dispose();
        _turns.Dispose();
    }
}
