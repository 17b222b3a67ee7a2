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
        routes.MapRead($"/{EventsPath}", static (HttpContext http, RequestSnapshot request, PublicAddress address) =>
                TypedResults.Text(AtomFeed.Write(EventItem.Newest(request.Value), address.Of(http.Request)), "application/atom+xml; charset=utf-8"))
            .AddEndpointFilter<ApiAnswerFilter>()
            .RequireCors(PublicSite.CorsPolicy)
            .CacheOutput(LedgerCachePolicy.Name)
            .WithMetadata(ShowsLedger.Instance)
            .ExcludeFromDescription();
}
