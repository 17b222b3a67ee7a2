using Microsoft.OpenApi;
using Portal.Web.Caching;
using Portal.Web.Features.TransparencyLog;
using Portal.Web.Live;

namespace Portal.Web.Features.PublicApi;

/// <summary>The public, read-only API under <c>/api/v1</c>.</summary>
internal static class ApiAddresses
{
    /// <summary>The folder of its addresses.</summary>
    public const string Root = "/api/v1";

    private const string DocumentName = "v1";

    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<HistoryReader>();
        services.AddOpenApi(DocumentName, options =>
        {
            options.ShouldInclude = static description => description.RelativePath?.StartsWith("api/v1", StringComparison.Ordinal) is true;
            options.AddDocumentTransformer(static (document, _, _) =>
            {
                document.Info.Title = "Insurance Fund Transparency Portal";
                document.Info.Description = "Read-only. Amounts, prices and quantities are decimal strings, sequences are numbers, times are RFC 3339 in UTC; errors are problem+json with a field where one is at fault.";
                document.Servers?.Clear();
                foreach (var path in document.Paths.Values)
                {
                    // The same as GET without its body, which need not be said everywhere.
                    path.Operations?.Remove(HttpMethod.Head);
                }

                return Task.CompletedTask;
            });
            options.AddSchemaTransformer(static (schema, context, _) =>
            {
                if (context.JsonTypeInfo.Type == typeof(RawJson))
                {
                    schema.Type = JsonSchemaType.Object;
                    schema.Description = "A ledger entry: its canonical fields, described with the ledger's format.";
                }

                return Task.CompletedTask;
            });
        });
    }

    /// <summary>An address to read: GET, and HEAD for whoever asks only whether something changed.</summary>
    public static RouteHandlerBuilder MapRead(this IEndpointRouteBuilder routes, string pattern, Delegate handler) =>
        routes.MapMethods(pattern, [HttpMethods.Get, HttpMethods.Head], handler);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup(Root).WithTags("Public API");
        api.AddEndpointFilter<ApiAnswerFilter>();
        api.RequireCors(PublicSite.CorsPolicy).CacheOutput(LedgerCachePolicy.Name).WithMetadata(ShowsLedger.Instance);
        FundEndpoints.Map(api);
        LiquidationEndpoints.Map(api);
        StandingEndpoints.Map(api);
        LogProofEndpoints.Map(api);
        StreamEndpoint.Map(routes);
        routes.MapOpenApi("/openapi/{documentName}.json").RequireCors(PublicSite.CorsPolicy).CacheOutput();
        routes.Map("/api/{**rest}", static () => ApiProblems.NotFound("unknown-address", "path", "There is nothing at this address.")).ExcludeFromDescription();
    }
}
