using System.Globalization;
using Portal.Web.Features.PublicApi;
using Portal.Web.Live;

namespace Portal.Web.Features.Compatible.Bybit;

/// <summary>Funds in Bybit's words.</summary>
internal static class BybitPools
{
    /// <summary>What Bybit calls every pool that is neither USDT nor USDC.</summary>
    public const string Inverse = "inverse";

    /// <summary>Whether a fund is meant by the coin of a topic.</summary>
    public static bool IsMeant(LiveFund fund, string coin) => coin == Inverse ? fund.Asset.Code is not ("USDT" or "USDC") : fund.Asset.Code == coin;

    /// <summary>The contracts of a pool as one text.</summary>
    public static string SymbolsOf(LiveFund fund) => string.Join(',', fund.Symbols);

    /// <summary>Where a contract stands.</summary>
    public static BybitAdlAlert AlertOf(string symbol, LiveFund fund) => new()
    {
        Coin = fund.Asset.Code,
        Symbol = symbol,
        Balance = fund.Balance.ToString(),
        InsurancePnlRatio = ApiText.OfPpm(-(long)fund.Policy.Thresholds.StartPpm),
        PnlRatio = ApiText.OfPpm(fund.Drawdown8hPpm),
        AdlStopRatio = ApiText.OfPpm(-(long)fund.Policy.Thresholds.StopPpm),
    };

    /// <summary>When the newest of some funds changed; zero when there are none.</summary>
    public static string UpdatedTime(IEnumerable<LiveFund> funds) =>
        funds.Select(static fund => fund.UpdatedAt.ToUnixTimeMilliseconds()).DefaultIfEmpty().Max().ToString(CultureInfo.InvariantCulture);
}
