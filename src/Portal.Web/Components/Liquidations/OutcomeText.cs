using Portal.Settlement.Contracts;
using Portal.Settlement.Liquidations;

namespace Portal.Web.Components.Liquidations;

/// <summary>Outcomes and sides in words.</summary>
public static class OutcomeText
{
    /// <summary>What it meant for the fund.</summary>
    public static string OfFund(FundDraw result) =>
        result.Draw.Units > 0 ? "Fund paid"
        : result.Surplus.Units > 0 ? "Fund received"
        : result.Uncovered.Units > 0 ? "Fund could not pay"
        : result.ToTrader.Units > 0 ? "All to the trader"
        : "Even";

    /// <summary>Outcomes to choose from.</summary>
    public static string Of(LiquidationOutcome outcome) => outcome switch
    {
        LiquidationOutcome.Surplus => "Something left over",
        LiquidationOutcome.Covered => "Fund paid all that was missing",
        LiquidationOutcome.Uncovered => "Something left uncovered",
        _ => "Even",
    };

    /// <summary>The side, capitalised.</summary>
    public static string Of(PositionSide? side) => side switch
    {
        PositionSide.Long => "Long",
        PositionSide.Short => "Short",
        _ => "Side not reported",
    };
}
