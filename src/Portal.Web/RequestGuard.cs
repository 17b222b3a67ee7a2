using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Portal.Web.Caching;
using Portal.Web.Features.PublicApi;
using Portal.Web.Operations;

namespace Portal.Web;

/// <summary>What one visitor may ask over HTTP.</summary>
public sealed class RequestLimits
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Portal:Limits";

    /// <summary>Pages and answers a second for one address over time; twice as many in a burst.</summary>
    [Range(1, 1_000_000)]
    public int RequestsPerAddress { get; set; } = 1_000;

    /// <summary>Exports under way for one address.</summary>
    [Range(1, 1_000)]
    public int ExportsPerAddress { get; set; } = 4;

    /// <summary>Forms of the operators' entrance a minute for one address; as many in a burst.</summary>
    [Range(1, 1_000_000)]
    public int SignInsPerAddress { get; set; } = 30;
}

/// <summary>Checks the limits at start.</summary>
[OptionsValidator]
public sealed partial class RequestLimitsValidator : IValidateOptions<RequestLimits>;

/// <summary>Keeps one visitor from taking pages and API away from the others: who asks too often is told to come back.</summary>
internal sealed class RequestGuard(IOptions<RequestLimits> limits, RefusalLog refusals, LiveFigures figures) : IDisposable
{
    /// <summary>The headers by which a program learns how much it may ask: how many at once, how many are left, in how many seconds there are more.</summary>
    public static readonly IReadOnlyList<string> Headers = ["RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset"];

    private readonly PartitionedRateLimiter<IPAddress> _rates = PartitionedRateLimiter.Create<IPAddress, IPAddress>(address =>
        RateLimitPartition.GetTokenBucketLimiter(address, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = 2 * limits.Value.RequestsPerAddress,
            TokensPerPeriod = limits.Value.RequestsPerAddress,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            QueueLimit = 0,
        }));

    /// <summary>The middleware; assets and health stay free.</summary>
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (!ShowsLedger.IsShownBy(context.GetEndpoint()))
        {
            await next(context);
            return;
        }

        var address = VisitorAddress.Of(context);
        using var lease = _rates.AttemptAcquire(address);
        if (context.Request.Path.StartsWithSegments(ApiAddresses.Root, StringComparison.Ordinal))
        {
            // At the very start of the answer: a kept one must not tell a visitor what another one has left.
            context.Response.OnStarting(() => Tell(context.Response.Headers, address));
        }

        if (lease.IsAcquired)
        {
            await next(context);
            return;
        }

        figures.Limited();
        refusals.Note(address, "requests a second");
        context.Response.Headers.RetryAfter = "1";
        context.Response.Headers.CacheControl = "no-store";
        await Refusals.Of(context).TooManyRequests().ExecuteAsync(context);
    }

    private Task Tell(IHeaderDictionary headers, IPAddress address)
    {
        var most = 2 * limits.Value.RequestsPerAddress;
        var left = Math.Clamp(_rates.GetStatistics(address)?.CurrentAvailablePermits ?? most, 0, most);
        headers[Headers[0]] = most.ToString(CultureInfo.InvariantCulture);
        headers[Headers[1]] = left.ToString(CultureInfo.InvariantCulture);
        headers[Headers[2]] = left == most ? "0" : "1";
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose() => _rates.Dispose();
}
