using Portal.Settlement.Contracts;
using Portal.Settlement.Liquidations;
using static Portal.Web.Texts.PageText;

namespace Portal.Web.Components.Liquidations;

/// <summary>Outcomes and sides in words.</summary>
public static class OutcomeText
{
    /// <summary>What it meant for the fund.</summary>
    public static string OfFund(FundDraw result) =>
        result.Draw.Units > 0 ? Text("Fund paid")
        : result.Surplus.Units > 0 ? Text("Fund received")
        : result.Uncovered.Units > 0 ? Text("Fund could not pay")
        : result.ToTrader.Units > 0 ? Text("All to the trader")
        : Text("Even");

    /// <summary>Outcomes to choose from.</summary>
    public static string Of(LiquidationOutcome outcome) => outcome switch
    {
        LiquidationOutcome.Surplus => Text("Something left over"),
        LiquidationOutcome.Covered => Text("Fund paid all that was missing"),
        LiquidationOutcome.Uncovered => Text("Something left uncovered"),
        _ => Text("Even"),
    };

    /// <summary>The side, capitalised.</summary>
    public static string Of(PositionSide? side) => side switch
    {
        PositionSide.Long => Text("Long"),
        PositionSide.Short => Text("Short"),
        _ => Text("Side not reported"),
    };
}
