using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.OutputCaching;

namespace Portal.Web.Caching;

/// <summary>Keeps public pages as <see cref="LedgerCachePolicy"/> keeps answers. Pages of other roots, the operators' among them, are left alone.</summary>
internal sealed class PageCachePolicy : IOutputCachePolicy
{
    private readonly LedgerCachePolicy _ledger = new();

    /// <inheritdoc/>
    public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        if (!ShowsLedger.IsPublicPage(context.HttpContext.GetEndpoint()))
        {
            return ValueTask.CompletedTask;
        }

        context.HttpContext.Response.Headers.CacheControl = "public, max-age=1";
        return _ledger.CacheRequestAsync(context, cancellation);
    }

    /// <inheritdoc/>
    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation) =>
        ShowsLedger.IsPublicPage(context.HttpContext.GetEndpoint()) ? _ledger.ServeResponseAsync(context, cancellation) : ValueTask.CompletedTask;
}
