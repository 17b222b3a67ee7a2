using Microsoft.Extensions.DependencyInjection;
using Portal.Settlement.Contracts;
using Portal.Web.Features.Compatible.Streaming;
using Portal.Web.Tests.Live;

namespace Portal.Web.Tests.Features.Compatible;

/// <summary>A portal with a shared fund, an isolated one and an inverse one.</summary>
internal static class CompatiblePortal
{
    private static readonly TimeSpan PatienceMax = TimeSpan.FromSeconds(60);

    public static async Task<LivePortal> StartAsync(params (string Name, string Value)[] settings)
    {
        var portal = await LivePortal.StartAsync(settings);
        await portal.Market.OpenAsync("usdt", "USDT", "1000.00");
        await portal.Market.OpenAsync("doge", "USDT", "50.00", symbols: ["DOGEUSDT"]);
        await portal.Market.OpenAsync("btc", "BTC", "2.00000000", scale: 8, symbols: ["BTCUSD"]);
        await portal.Market.ListAsync("BTCUSDT", "USDT", ContractKind.Linear, "1", "usdt");
        await portal.Market.ListAsync("BTCUSD", "BTC", ContractKind.Inverse, "1");
        await portal.ShownAsync();
        return portal;
    }

    /// <summary>Waits until the streams of a format have so many topics.</summary>
    public static async Task FollowedAsync<T>(this LivePortal portal, int topics)
        where T : StreamFormat
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(PatienceMax);
        while (portal.Services.GetRequiredService<T>().Topics.Followed.Count != topics)
        {
            await Task.Delay(20, patience.Token);
        }
    }

    /// <summary>A long whose loss is 150 beyond its margin, and a short that leaves 30.</summary>
    public static Task SettleTwoAsync(this LivePortal portal) => portal.Market.SettleAsync(
        TestLiquidation.Bankruptcy("1.5", "100", "0.00000001"),
        TestLiquidation.Bankruptcy("3", "210", "200", PositionSide.Short));
}
