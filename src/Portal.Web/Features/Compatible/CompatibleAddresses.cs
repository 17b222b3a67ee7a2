using Portal.Web.Features.Compatible.Binance;
using Portal.Web.Features.Compatible.Bybit;
using Portal.Web.Features.Compatible.Okx;
using Portal.Web.Features.Compatible.Streaming;

namespace Portal.Web.Features.Compatible;

/// <summary>Addresses that speak like an exchange, so that a client written for one reads this portal when its address is changed.</summary>
internal static class CompatibleAddresses
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<BinanceStreams>();
        services.AddSingleton<BybitStreams>();
        services.AddSingleton<OkxStreams>();
        services.AddSingleton<StreamFormat>(static provider => provider.GetRequiredService<BinanceStreams>());
        services.AddSingleton<StreamFormat>(static provider => provider.GetRequiredService<BybitStreams>());
        services.AddSingleton<StreamFormat>(static provider => provider.GetRequiredService<OkxStreams>());
        services.AddSingleton<CompatibleStreamEndpoint>();
        services.AddSingleton<OkxHistory>();
        services.AddHostedService<StreamFeed>();
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        BinanceEndpoints.Map(routes);
        BybitEndpoints.Map(routes);
        OkxEndpoints.Map(routes);
    }
}
