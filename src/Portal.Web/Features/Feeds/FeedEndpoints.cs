using Portal.Storage.Ledger;
using Portal.Web.Caching;
using Portal.Web.Features.PublicApi;
using Portal.Web.Live;

namespace Portal.Web.Features.Feeds;

/// <summary>What happened, for feed readers.</summary>
internal static class FeedEndpoints
{
    /// <summary>Starts and stops of ADL, and changes of fee shares.</summary>
    public const string EventsPath = "feeds/events.atom";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapRead($"/{EventsPath}", static async (HttpContext http, RequestSnapshot request, LedgerStore ledger, PublicAddress address) =>
                TypedResults.Text(
                    AtomFeed.Write(await EventItem.ReadNewestAsync(request.Value, ledger, http.RequestAborted), address.Of(http.Request)), "application/atom+xml; charset=utf-8"))
            .AddEndpointFilter<ApiAnswerFilter>()
            .RequireCors(PublicSite.CorsPolicy)
            .CacheOutput(LedgerCachePolicy.Name)
            .WithMetadata(ShowsLedger.Instance)
            .ExcludeFromDescription();
}
