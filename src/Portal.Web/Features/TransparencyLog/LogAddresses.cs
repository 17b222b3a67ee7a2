using Microsoft.AspNetCore.OutputCaching;
using Portal.Web.Caching;
using Portal.Web.Live;

namespace Portal.Web.Features.TransparencyLog;

/// <summary>The log as static resources under <c>/log</c>, laid out by C2SP tlog-tiles, so that existing tools read it.</summary>
internal static class LogAddresses
{
    /// <summary>The folder of its addresses.</summary>
    public const string Root = "/log";

    /// <summary>Under which the policy of <see cref="KeepBundles"/> is registered.</summary>
    public const string BundleCachePolicy = "log-bundles";

    private static readonly TimeSpan BundleLifetime = TimeSpan.FromMinutes(10);

    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<CheckpointWatch>();
        services.AddHostedService(static provider => provider.GetRequiredService<CheckpointWatch>());
    }

    /// <summary>Bundles of entries cost a reading and a compression: those who verify at the same time share it.</summary>
    public static void KeepBundles(OutputCachePolicyBuilder policy) =>
        policy.Expire(BundleLifetime).SetVaryByQuery([]).SetVaryByHost(false).VaryByValue(
            static context => new KeyValuePair<string, string>("gzip", EntryBundleResult.TakesGzip(context.Request) ? "1" : "0"));

    public static void Map(IEndpointRouteBuilder routes)
    {
        var log = routes.MapGroup(Root).RequireCors(PublicSite.CorsPolicy).WithMetadata(ShowsLedger.Instance).ExcludeFromDescription();
        log.AddEndpointFilter<LogAnswerFilter>();
        LogEndpoints.Map(log);
    }
}
