using Microsoft.AspNetCore.Components.Endpoints;
using Portal.Web.Components;
using Portal.Web.Live;

namespace Portal.Web.Caching;

/// <summary>Marks an address that shows the ledger: it is answered only once the ledger was read, and says when its figures are simulated.</summary>
internal sealed class ShowsLedger
{
    /// <summary>The header that marks simulated figures.</summary>
    public const string DataHeader = "X-Portal-Data";

    private static readonly TimeSpan PatienceMax = TimeSpan.FromSeconds(10);

    private ShowsLedger()
    {
    }

    /// <summary>Of an answer that lasts: it must not hold on to the snapshot that it began with.</summary>
    public static ShowsLedger AsLongAsItTakes { get; } = new();

    public static ShowsLedger Instance { get; } = new();

    /// <summary>Whether an address is a page of the public root.</summary>
    public static bool IsPublicPage(Endpoint? endpoint) =>
        endpoint?.Metadata.GetMetadata<RootComponentMetadata>()?.Type == typeof(App)
        && endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is { } page
        && page.Type != typeof(ErrorPage);

    /// <summary>Whether an address shows the ledger.</summary>
    public static bool IsShownBy(Endpoint? endpoint) => endpoint?.Metadata.GetMetadata<ShowsLedger>() is not null || IsPublicPage(endpoint);

    /// <summary>The middleware that does so.</summary>
    public static async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (!IsShownBy(context.GetEndpoint()))
        {
            await next(context);
            return;
        }

        // Right after the start; and nothing that was not read is ever shown as empty.
        var live = context.RequestServices.GetRequiredService<LiveState>();
        if (!live.Current.IsLoaded && !(await live.WaitAsync(live.Current, PatienceMax, context.RequestAborted)).IsLoaded)
        {
            context.Response.Headers.RetryAfter = "5";
            await Features.PublicApi.ApiProblems.Unavailable("The ledger could not be read yet.").ExecuteAsync(context);
            return;
        }

        var isLasting = ReferenceEquals(context.GetEndpoint()?.Metadata.GetMetadata<ShowsLedger>(), AsLongAsItTakes);
        if ((isLasting ? live.Current : context.RequestServices.GetRequiredService<RequestSnapshot>().Value).IsDemo)
        {
            context.Response.Headers[DataHeader] = "demo";
        }

        await next(context);
    }
}
