using Portal.Settlement.Amounts;
using Portal.Storage.Rollups;

namespace Portal.Web.Features.PublicApi;

/// <summary>A fund's balance and flows over one minute, hour or day.</summary>
public sealed record HistoryRow
{
    /// <summary>How long it is: <c>1m</c>, <c>1h</c> or <c>1d</c>.</summary>
    public required string Interval { get; init; }

    /// <summary>When it begins.</summary>
    public required string Time { get; init; }

    /// <summary>Balance before its first entry.</summary>
    public required string Open { get; init; }

    /// <summary>Highest balance.</summary>
    public required string High { get; init; }

    /// <summary>Lowest balance.</summary>
    public required string Low { get; init; }

    /// <summary>Balance after its last entry.</summary>
    public required string Close { get; init; }

    /// <summary>Everything that came in.</summary>
    public required string Inflow { get; init; }

    /// <summary>Everything that went out, a positive number.</summary>
    public required string Outflow { get; init; }

    /// <summary>The same by reason; draws and withdrawals are positive numbers that went out.</summary>
    public required HistoryReasons ByReason { get; init; }

    /// <summary>Losses left uncovered.</summary>
    public required string Uncovered { get; init; }

    /// <summary>Liquidations settled.</summary>
    public required long Liquidations { get; init; }

    /// <summary>How many of them the fund paid for, in whole or in part.</summary>
    public required long Draws { get; init; }

    /// <summary>The row of a rollup.</summary>
    public static HistoryRow Of(RollupRow rollup, Asset asset)
    {
        ArgumentNullException.ThrowIfNull(rollup);
        ArgumentNullException.ThrowIfNull(asset);
        var inflow = (Int128)rollup.OpeningUnits + rollup.SurplusUnits + rollup.FeeUnits + rollup.InjectionUnits + Math.Max(0, rollup.ReversalUnits);
        var outflow = (Int128)rollup.DrawUnits + rollup.WithdrawalUnits - Math.Min(0, rollup.ReversalUnits);
        return new HistoryRow
        {
            Interval = rollup.IntervalMinutes switch
            {
                RollupRow.Day => "1d",
                RollupRow.Hour => "1h",
                _ => "1m",
            },
            Time = ApiText.OfUnixMs(rollup.StartMs),
            Open = ApiText.Amount(rollup.OpenUnits, asset),
            High = ApiText.Amount(rollup.HighUnits, asset),
            Low = ApiText.Amount(rollup.LowUnits, asset),
            Close = ApiText.Amount(rollup.CloseUnits, asset),
            Inflow = DecimalNumber.Format(inflow, asset.Scale),
            Outflow = DecimalNumber.Format(outflow, asset.Scale),
            ByReason = new HistoryReasons(
                ApiText.Amount(rollup.OpeningUnits, asset),
                ApiText.Amount(rollup.SurplusUnits, asset),
                ApiText.Amount(rollup.DrawUnits, asset),
                ApiText.Amount(rollup.FeeUnits, asset),
                ApiText.Amount(rollup.InjectionUnits, asset),
                ApiText.Amount(rollup.WithdrawalUnits, asset),
                ApiText.Amount(rollup.ReversalUnits, asset)),
            Uncovered = ApiText.Amount(rollup.UncoveredUnits, asset),
            Liquidations = rollup.LiquidationCount,
            Draws = rollup.DrawCount,
        };
    }
}

/// <summary>Flows by reason.</summary>
/// <param name="Opening">Opening balance.</param>
/// <param name="Surplus">Received from liquidations.</param>
/// <param name="Draw">Paid for liquidations.</param>
/// <param name="Fee">Received from trading fees.</param>
/// <param name="Injection">Paid in by the operator.</param>
/// <param name="Withdrawal">Taken out by the operator.</param>
/// <param name="Reversal">Entries taken back: above zero what came back, below zero what went out. The entries themselves stay where they were posted.</param>
public sealed record HistoryReasons(string Opening, string Surplus, string Draw, string Fee, string Injection, string Withdrawal, string Reversal);
