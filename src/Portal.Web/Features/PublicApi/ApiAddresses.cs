using Microsoft.AspNetCore.OutputCaching;
using Portal.Web.Caching;
using Portal.Web.Features.PublicApi.Description;
using Portal.Web.Features.PublicApi.Exports;
using Portal.Web.Features.TransparencyLog;
using Portal.Web.Live;

namespace Portal.Web.Features.PublicApi;

/// <summary>The public, read-only API under <c>/api/v1</c>.</summary>
internal static class ApiAddresses
{
    /// <summary>The folder of its addresses.</summary>
    public const string Root = "/api/v1";

    /// <summary>Under which the policy of <see cref="KeepDocument"/> is registered.</summary>
    public const string DocumentCachePolicy = "document";

    /// <summary>The name of its description.</summary>
    public const string DocumentName = "v1";

    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<HistoryReader>();
        services.AddOpenApi(DocumentName, options =>
        {
            options.ShouldInclude = static description => description.RelativePath?.StartsWith("api/v1", StringComparison.Ordinal) is true;
            options.AddDocumentTransformer(ApiDescription.CompleteAsync);
            options.AddSchemaTransformer(static (schema, context, _) =>
            {
                ApiDescription.DescribeAbsent(schema, context.JsonTypeInfo);
                if (context.JsonTypeInfo.Type == typeof(RawJson))
                {
                    ApiDescription.DescribeEntry(schema);
                }

                return Task.CompletedTask;
            });
        });
    }

    /// <summary>The description changes with the program alone.</summary>
    public static void KeepDocument(OutputCachePolicyBuilder policy) =>
        policy.Expire(TimeSpan.FromHours(1)).SetVaryByQuery([]).SetVaryByHost(false).VaryByValue(AnswerCompression.EncodingOf);

    /// <summary>An address to read: GET, and HEAD for whoever asks only whether something changed.</summary>
    public static RouteHandlerBuilder MapRead(this IEndpointRouteBuilder routes, string pattern, Delegate handler) =>
        routes.MapMethods(pattern, [HttpMethods.Get, HttpMethods.Head], handler);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup(Root).WithTags("Public API");
        api.AddEndpointFilter<ApiAnswerFilter>();
        api.RequireCors(PublicSite.CorsPolicy).CacheOutput(LedgerCachePolicy.Name).WithMetadata(ShowsLedger.Instance);
        FundEndpoints.Map(api);
        HistoryEndpoints.Map(api);
        LiquidationEndpoints.Map(api);
        StandingEndpoints.Map(api);
        AdlEndpoints.Map(api);
        LogProofEndpoints.Map(api);
        StreamEndpoint.Map(routes);
        ExportEndpoints.Map(routes);
        routes.MapOpenApi("/openapi/{documentName}.json").RequireCors(PublicSite.CorsPolicy)
            .CacheOutput(DocumentCachePolicy).WithMetadata(AnswerCompression.Compressed.Instance);
        routes.Map("/api/{**rest}", static () => ApiProblems.NotFound("unknown-address", "path", "There is nothing at this address.")).ExcludeFromDescription();
    }
}
