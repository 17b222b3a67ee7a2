using System.Collections.Immutable;
using Portal.Settlement.Amounts;
using Portal.Settlement.Liquidations;
using Portal.Web.Components.Charts;

namespace Portal.Web.Components.Liquidations;

/// <summary>A margin check as bars: what covered the loss, or what became of the margin.</summary>
public static class MarginBar
{
    /// <summary>One bar for a list; empty when the form tells neither margin nor loss.</summary>
    public static ImmutableArray<BarPart> OfLine(LiquidationLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return line is { Margin: { } margin, TotalLoss: { } loss }
            ? line.Result.Deficit.Units > 0 ? Covering(margin, line.Result) : Spending(loss, line.Result, "margin")
            : [];
    }

    /// <summary>What the loss was paid from: margin, fund, nobody.</summary>
    public static ImmutableArray<BarPart> Covering(Money margin, FundDraw result) =>
        [new("margin", margin), new("draw", result.Draw), new("gap", result.Uncovered)];

    /// <summary>What the margin was spent on: the loss, the fund, the trader.</summary>
    public static ImmutableArray<BarPart> Spending(Money loss, FundDraw result, string lossKind = "loss") =>
        [new(lossKind, loss), new("surplus", result.Surplus), new("trader", result.ToTrader)];
}
