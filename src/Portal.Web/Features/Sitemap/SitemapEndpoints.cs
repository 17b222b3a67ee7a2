using Microsoft.AspNetCore.Components.Endpoints;
using Portal.Web.Caching;
using Portal.Web.Components;
using Portal.Web.Features.PublicApi;
using Portal.Web.Languages;
using Portal.Web.Live;

namespace Portal.Web.Features.Sitemap;

/// <summary>What search engines may find, and where.</summary>
internal static class SitemapEndpoints
{
    private const string Path = "sitemap.xml";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapRead("/robots.txt", static (HttpContext http, PublicAddress address) => TypedResults.Text(RobotsOf(address.Of(http.Request))))
            .ExcludeFromDescription();
        routes.MapRead($"/{Path}", static (HttpContext http, RequestSnapshot request, PublicAddress address, EndpointDataSource endpoints) =>
            {
                http.Response.Headers.CacheControl = "public, max-age=3600";
                return TypedResults.Text(SitemapXml.Write(PagesOf(endpoints.Endpoints, request.Value), address.Of(http.Request)), "application/xml; charset=utf-8");
            })
            .CacheOutput(LedgerCachePolicy.Name)
            .WithMetadata(ShowsLedger.Instance)
            .ExcludeFromDescription();
    }

    /// <summary>Addresses of pages in the default language, relative to the root: every page that needs no more than its name, and every fund's.</summary>
    internal static IEnumerable<string> PagesOf(IReadOnlyList<Endpoint> endpoints, LiveSnapshot snapshot) => endpoints
        .OfType<RouteEndpoint>()
        .Where(static endpoint => PrefixedPages.HasLanguages(endpoint) && endpoint.RoutePattern.Parameters.Count == 0)
        .Where(static endpoint => endpoint.Metadata.GetMetadata<ComponentTypeMetadata>()?.Type != typeof(NotFoundPage))
        .Select(static endpoint => endpoint.RoutePattern.RawText!.Trim('/'))
        .Distinct(StringComparer.Ordinal)
        .Order(StringComparer.Ordinal)
        .Concat(snapshot.Funds.Select(static fund => $"funds/{Uri.EscapeDataString(fund.Id)}"))
        .Take(SitemapXml.PagesMax);

    // Nothing is secret; but a list that goes on for ever, or that is computed for each who asks, is of no use to a search engine.
    private static string RobotsOf(string root) =>
        $"""
        User-agent: *
        Disallow: /admin
        Disallow: /api/
        Disallow: /hubs/
        Disallow: /log/
        Sitemap: {root}/{Path}

        """;
}
