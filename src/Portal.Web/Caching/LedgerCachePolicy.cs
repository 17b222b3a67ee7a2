using System.Globalization;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Primitives;
using Portal.Web.Live;

namespace Portal.Web.Caching;

/// <summary>Keeps answers for the ledger's current sequence, a second at most: one rendering however many ask at once.</summary>
internal sealed class LedgerCachePolicy : IOutputCachePolicy
{
    /// <summary>Under which it is registered.</summary>
    public const string Name = "ledger";

    private static readonly TimeSpan LifetimeMax = TimeSpan.FromSeconds(1);

    // Every parameter that any public address knows. What is not among them changes no answer and makes no new one.
    private static readonly StringValues Parameters = new(
    [
        "after", "balance", "before", "compact", "from", "fund", "id", "interval", "kind", "lang", "limit", "loss", "margin", "maxAmount", "minAmount", "outcome", "range", "sequence", "side", "size", "sort", "symbol", "theme", "to",

        // Those of the compatible endpoints.
        "coin", "instFamily", "instId", "instType", "state", "type", "uly",
    ]);

    /// <inheritdoc/>
    public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var http = context.HttpContext;
        var isPlain = (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method))
            && StringValues.IsNullOrEmpty(http.Request.Headers.Authorization);
        context.EnableOutputCaching = true;
        context.AllowCacheLookup = isPlain;
        context.AllowCacheStorage = isPlain;
        context.AllowLocking = true;
        context.ResponseExpirationTimeSpan = LifetimeMax;
        context.CacheVaryByRules.QueryKeys = Parameters;

        // Absolute links begin with the name that was asked for, unless the portal knows its own.
        context.CacheVaryByRules.VaryByHost = !http.RequestServices.GetRequiredService<PublicAddress>().IsNamed;
        context.CacheVaryByRules.VaryByValues["version"] = http.RequestServices.GetRequiredService<RequestSnapshot>().Value.Version;
        context.CacheVaryByRules.VaryByValues["culture"] = CultureInfo.CurrentUICulture.Name;
        var (name, encoding) = AnswerCompression.EncodingOf(http);
        context.CacheVaryByRules.VaryByValues[name] = encoding;
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var response = context.HttpContext.Response;
        if (response.StatusCode != StatusCodes.Status200OK || !StringValues.IsNullOrEmpty(response.Headers.SetCookie))
        {
            context.AllowCacheStorage = false;
        }

        return ValueTask.CompletedTask;
    }
}
