using System.Collections.Immutable;
using Portal.Settlement.Liquidations;
using static Portal.Web.Texts.PageText;

namespace Portal.Web.Features.Liquidations.Worked;

/// <summary>The margin check of one liquidation written out step by step, from its inputs to the fund's new balance.</summary>
/// <remarks>Nothing is computed anew where the entry records it: the page explains the recorded figures, a verifier recomputes them.</remarks>
public static class WorkedCalculation
{
    /// <summary>All steps, in reading order.</summary>
    public static ImmutableArray<WorkedStep> Of(LiquidationView liquidation)
    {
        ArgumentNullException.ThrowIfNull(liquidation);
        return [.. InputSteps.Of(liquidation), .. OutcomeSteps.Of(liquidation), BalanceSteps.Fund(liquidation), BalanceSteps.Proof(liquidation)];
    }

    /// <summary>What the liquidation arrived with, in words.</summary>
    public static string NameOf(LiquidationForm form) => form switch
    {
        LiquidationForm.Position => Text("Position with entry price and margin"),
        LiquidationForm.Bankruptcy => Text("Bankruptcy price"),
        LiquidationForm.Totals => Text("Margin and total loss"),
        _ => Text("Deficit alone"),
    };
}
