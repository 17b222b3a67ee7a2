using Portal.Settlement.Amounts;
using Portal.Web.Components.Figures;

namespace Portal.Web.Features.Liquidations.Worked;

/// <summary>From what was left or missing to what the fund received or paid.</summary>
internal static class OutcomeSteps
{
    public static IEnumerable<WorkedStep> Of(LiquidationView liquidation) => liquidation.Check.Residual.Units switch
    {
        > 0 => [Surplus(liquidation)],
        0 => [],
        _ => Deficit(liquidation),
    };

    private static WorkedStep Surplus(LiquidationView liquidation)
    {
        var (residual, result) = (liquidation.Check.Residual, liquidation.Result);
        if (liquidation.Cap is not { } cap)
        {
            return new WorkedStep(
                "Where the rest of the margin went",
                "This fund's rule: all that is left over goes to the fund.",
                [Terms.Sum(Terms.Given(residual, "left over"), Terms.Result(result.Surplus, "to the fund", TermKind.ResultIn))]);
        }

        var share = liquidation.SurplusCap is { } ppm ? $"at most {PercentText.OfShare(ppm.Value)} of the fill's value" : "at most its cap";
        return new WorkedStep(
            "Where the rest of the margin went",
            $"This fund's rule: of what is left over, {share} goes to the fund, rounded down; the rest is the trader's.",
            [
                .. CapSum(liquidation, cap),
                Terms.Sum(
                    Terms.Given("smaller of", residual, "left over"),
                    Terms.Given("and", cap, "most the fund takes"),
                    Terms.Result(result.Surplus, "to the fund", TermKind.ResultIn)),
                Terms.Sum(
                    Terms.Given(residual, "left over"),
                    Terms.Given("−", result.Surplus, "to the fund"),
                    Terms.Result(result.ToTrader, "to the trader")),
            ]);
    }

    private static IEnumerable<WorkedSum> CapSum(LiquidationView liquidation, Money cap)
    {
        if (liquidation is { Check.FillNotional: { } notional, SurplusCap: { } share })
        {
            yield return Terms.Sum(
                Terms.Given(notional, "value of the fill"),
                Terms.Given("×", PercentText.OfShare(share.Value), "most the fund takes"),
                Terms.Result(cap, "most the fund takes"));
        }
    }

    private static IEnumerable<WorkedStep> Deficit(LiquidationView liquidation)
    {
        var (result, before, floor) = (liquidation.Result, liquidation.BalanceBefore, liquidation.Floor);
        var most = before > floor ? before - floor : Money.Zero(liquidation.Asset);
        var forFees = result.DrawForFees.Units > 0 ? $" Of this, {Terms.Say(result.DrawForFees)} paid fees and not the loss itself." : string.Empty;
        yield return new WorkedStep(
            "What the fund paid",
            $"The fund pays what is missing, but never goes below its floor of {Terms.Say(floor)}.{forFees}",
            [
                Terms.Sum(Terms.Given(before, "fund before"), Terms.Given("−", floor, "floor"), Terms.Result(most, "most it could pay")),
                Terms.Sum(
                    Terms.Given("smaller of", result.Deficit, "missing"),
                    Terms.Given("and", most, "most it could pay"),
                    Terms.Result(result.Draw, "fund paid", TermKind.ResultOut)),
            ]);
        if (result.Uncovered.Units > 0)
        {
            yield return new WorkedStep(
                "What nobody covered",
                "The rest is made up by closing profitable positions on the other side: auto-deleveraging (ADL).",
                [
                    Terms.Sum(
                        Terms.Given(result.Deficit, "missing"),
                        Terms.Given("−", result.Draw, "fund paid"),
                        Terms.Result(result.Uncovered, "uncovered", TermKind.ResultGap)),
                ]);
        }
    }
}
