using System.Globalization;
using Portal.Settlement.Contracts;
using Portal.Settlement.Deleveraging;

namespace Portal.Web.Features.Compatible.Okx;

/// <summary>Figures in OKX's words: every value is a text.</summary>
internal static class OkxText
{
    /// <summary>Unix milliseconds.</summary>
    public static string Of(DateTimeOffset at) => Of(at.ToUnixTimeMilliseconds());

    /// <summary>The same.</summary>
    public static string Of(long unixMs) => unixMs.ToString(CultureInfo.InvariantCulture);

    /// <summary>Why ADL started, or that it ended.</summary>
    public static string AdlType(AdlCause cause) => cause switch
    {
        AdlCause.Drawdown => "rate_adl_start",
        AdlCause.Recovered => "adl_end",
        _ => "bal_adl_start",
    };

    /// <summary>Where a fund stands.</summary>
    public static string State(AdlState state) => state switch
    {
        AdlState.Active => "adl",
        AdlState.Warning => "warning",
        _ => "normal",
    };

    /// <summary>A liquidation.</summary>
    public static OkxLiquidation Liquidation(LiquidationFigures liquidation)
    {
        var (position, order) = liquidation.Side switch
        {
            PositionSide.Long => ("long", "sell"),
            PositionSide.Short => ("short", "buy"),
            _ => (string.Empty, string.Empty),
        };
        return new OkxLiquidation(
            liquidation.Liquidation.Settled.Result.Deficit.ToString(),
            liquidation.BankruptcyPrice,
            string.Empty,
            position,
            order,
            liquidation.Quantity,
            Of(liquidation.RecordedUnixMs),
            liquidation.Liquidation.Sequence);
    }

    /// <summary>The contract of a liquidation.</summary>
    public static OkxInstrument Instrument(LiquidationFigures liquidation) =>
        OkxInstrument.Of(liquidation.Symbol, liquidation.Liquidation.Settled.Check.Residual.Asset.Code);
}
