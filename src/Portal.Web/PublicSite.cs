using System.Text.Json.Serialization;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Portal.Web.Caching;
using Portal.Web.Features;
using Portal.Web.Features.Badges;
using Portal.Web.Features.Compatible;
using Portal.Web.Features.Deleveraging;
using Portal.Web.Features.Embeds;
using Portal.Web.Features.Feeds;
using Portal.Web.Features.Health;
using Portal.Web.Features.PublicApi;
using Portal.Web.Features.PublicApi.Exports;
using Portal.Web.Features.Sitemap;
using Portal.Web.Features.TransparencyLog;
using Portal.Web.Features.Verification.Guide;
using Portal.Web.Hosting;
using Portal.Web.Languages;
using Portal.Web.Live;
using Portal.Web.Live.Streams;
using Portal.Web.Operations;

namespace Portal.Web;

/// <summary>Everything the public sees: live pages, the hub, the API. Needs the stores of <c>Portal.Storage</c>.</summary>
public static class PublicSite
{
    /// <summary>Any site may read what is public.</summary>
    internal const string CorsPolicy = "public";

    /// <summary>Where the interactive reference is.</summary>
    internal const string ApiReference = "developers/reference";

    /// <summary>Registers it.</summary>
    public static IServiceCollection AddPortalWeb(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<LiveOptions>().Bind(configuration.GetSection(LiveOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<LiveOptions>, LiveOptionsValidator>();
        services.AddOptions<HubLimits>().Bind(configuration.GetSection(HubLimits.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<HubLimits>, HubLimitsValidator>();
        services.AddOptions<RequestLimits>().Bind(configuration.GetSection(RequestLimits.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<RequestLimits>, RequestLimitsValidator>();
        services.AddSingleton<PublicAddress>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<MatcherPolicy, PrefixedPages>());
        services.AddSingleton<EmbedSettings>();
        services.AddHostedService(static provider => provider.GetRequiredService<EmbedSettings>());
        services.AddSingleton<SecurityHeaders>();
        services.AddSingleton<RequestGuard>();
        services.AddSingleton<RefusalLog>();
        services.AddSingleton<SignInGuard>();
        services.AddOptions<AdminHostOptions>().Bind(configuration.GetSection(AdminHostOptions.Section));
        services.AddSingleton<OperatorsGuard>();
        services.AddSingleton<LiveState>();
        services.AddSingleton<LiveFigures>();
        services.AddSingleton<LiveReader>();
        services.AddHostedService<LedgerTail>();
        services.AddSingleton<IndexPriceWatch>();
        services.AddHostedService(static provider => provider.GetRequiredService<IndexPriceWatch>());
        services.AddSingleton<SettlingWatch>();
        services.AddHostedService(static provider => provider.GetRequiredService<SettlingWatch>());
        services.AddScoped<RequestSnapshot>();
        services.AddSingleton<LiquidationLists>();
        services.AddSingleton<LiquidationSurroundingsReading>();
        services.AddSingleton<RateViews>();
        services.AddScoped<IPageViews, LedgerPageViews>();
        HistoryPages.Add(services);
        AddHub(services);
        ApiAddresses.Add(services);
        LogAddresses.Add(services);
        CompatibleAddresses.Add(services);
        services.AddOutputCache(static options =>
        {
            options.UseCaseSensitivePaths = true;
            options.AddPolicy(LedgerCachePolicy.Name, new LedgerCachePolicy());
            options.AddPolicy(ApiAddresses.DocumentCachePolicy, ApiAddresses.KeepDocument);
            options.AddPolicy(LogAddresses.BundleCachePolicy, LogAddresses.KeepBundles);
            options.AddBasePolicy(new PageCachePolicy());
        });
        AnswerCompression.Add(services);
        services.AddCors(static options => options.AddPolicy(CorsPolicy, static policy => policy
            .AllowAnyOrigin()
            .AllowAnyHeader()
            .WithMethods(HttpMethods.Get, HttpMethods.Head, HttpMethods.Post)
            .WithExposedHeaders(["ETag", "Retry-After", ShowsLedger.DataHeader, ExportResult.SequenceHeader, .. RequestGuard.Headers])));
        return services;
    }

    /// <summary>Maps it.</summary>
    public static void MapPortalWeb(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.Use(LanguagePrefix.InvokeAsync);
        app.UseRouting();
        app.Use(app.Services.GetRequiredService<SecurityHeaders>().InvokeAsync);
        app.Use(app.Services.GetRequiredService<OperatorsGuard>().InvokeAsync);
        app.UseCors();
        app.Use(app.Services.GetRequiredService<RequestGuard>().InvokeAsync);
        app.Use(app.Services.GetRequiredService<SignInGuard>().InvokeAsync);
        app.Use(ShowsLedger.InvokeAsync);
        app.UseOutputCache();

        // Within the cache: what is kept is kept compressed. Nothing public is secret, so its length tells nobody anything.
        app.UseWhen(static context => AnswerCompression.IsFor(context), static branch => branch.UseResponseCompression());
        app.UseWhen(static context => !LanguagePrefix.IsOn(context), static branch => branch.UseSwaggerUI(static reference =>
        {
            reference.RoutePrefix = ApiReference;
            reference.DocumentTitle = "API reference";
            reference.SwaggerEndpoint("/openapi/v1.json", "v1");
        }));
        app.MapHub<FundHub>(FundHub.Path).RequireCors(CorsPolicy);
        ApiAddresses.Map(app);
        LogAddresses.Map(app);
        CompatibleAddresses.Map(app);
        ByHandScript.Map(app);
        WidgetScript.Map(app);
        BadgeEndpoints.Map(app);
        OEmbedEndpoint.Map(app);
        FeedEndpoints.Map(app);
        SitemapEndpoints.Map(app);
        HealthEndpoints.Map(app);
    }

    private static void AddHub(IServiceCollection services)
    {
        services.AddSingleton<HubTopics>();
        services.AddSingleton<AddressConnections>();
        services.AddSingleton<AddressExports>();
        services.AddSingleton<HubGuard>();
        services.AddSingleton<TopicMessages>();
        services.AddSingleton<StreamFollowers>();
        services.AddSingleton<StreamBeat>();
        services.AddHostedService(static provider => provider.GetRequiredService<StreamBeat>());
        services.AddSingleton<SettledLiquidations>();
        services.AddSingleton<SubscriptionAnswers>();
        services.AddSingleton<FragmentRenderer>();
        services.AddSingleton<AdlReading>();
        LiveViews.Add(services);
        services.AddSingleton<PageFragments>();
        services.AddHostedService<Broadcaster>();
        services.AddSignalR()
            .AddHubOptions<FundHub>(static options =>
            {
                options.AddFilter<HubGuard>();
                options.KeepAliveInterval = TimeSpan.FromSeconds(4);
                options.HandshakeTimeout = TimeSpan.FromSeconds(5);
            })
            .AddJsonProtocol(static options => options.PayloadSerializerOptions.NumberHandling = JsonNumberHandling.AllowReadingFromString);
        services.AddSingleton<IConfigureOptions<HubOptions<FundHub>>>(static provider => new ConfigureOptions<HubOptions<FundHub>>(options =>
            options.MaximumReceiveMessageSize = provider.GetRequiredService<IOptions<HubLimits>>().Value.HubMessageBytesMax));
    }
}
