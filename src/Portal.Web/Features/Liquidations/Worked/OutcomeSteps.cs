using Portal.Settlement.Amounts;
using Portal.Web.Components.Figures;
using static Portal.Web.Texts.PageText;

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
                Text("Where the rest of the margin went"),
                Text("This fund's rule: all that is left over goes to the fund."),
                [Terms.Sum(Terms.Given(residual, Text("left over")), Terms.Result(result.Surplus, Text("to the fund"), TermKind.ResultIn))]);
        }

        return new WorkedStep(
            Text("Where the rest of the margin went"),
            liquidation.SurplusCap is { } ppm
                ? Text("This fund's rule: of what is left over, at most {0} of the fill's value goes to the fund, rounded down; the rest is the trader's.", PercentText.OfShare(ppm.Value))
                : Text("This fund's rule: of what is left over, at most its cap goes to the fund, rounded down; the rest is the trader's."),
            [
                .. CapSum(liquidation, cap),
                Terms.Sum(
                    Terms.Given(Text("smaller of"), residual, Text("left over")),
                    Terms.Given(Text("and##smaller of two"), cap, Text("most the fund takes")),
                    Terms.Result(result.Surplus, Text("to the fund"), TermKind.ResultIn)),
                Terms.Sum(
                    Terms.Given(residual, Text("left over")),
                    Terms.Given("−", result.Surplus, Text("to the fund")),
                    Terms.Result(result.ToTrader, Text("to the trader"))),
            ]);
    }

    private static IEnumerable<WorkedSum> CapSum(LiquidationView liquidation, Money cap)
    {
        if (liquidation is { Check.FillNotional: { } notional, SurplusCap: { } share })
        {
            yield return Terms.Sum(
                Terms.Given(notional, Text("value of the fill")),
                Terms.Given("×", PercentText.OfShare(share.Value), Text("most the fund takes")),
                Terms.Result(cap, Text("most the fund takes")));
        }
    }

    private static IEnumerable<WorkedStep> Deficit(LiquidationView liquidation)
    {
        var (result, before, floor) = (liquidation.Result, liquidation.BalanceBefore, liquidation.Floor);
        var most = before > floor ? before - floor : Money.Zero(liquidation.Asset);
        var forFees = result.DrawForFees.Units > 0 ? Text("Of this, {0} paid fees and not the loss itself.", Terms.Say(result.DrawForFees)) : string.Empty;
        yield return new WorkedStep(
            Text("What the fund paid"),
            WorkedStep.Told(Text("The fund pays what is missing, but never goes below its floor of {0}.", Terms.Say(floor)), forFees),
            [
                Terms.Sum(Terms.Given(before, Text("fund before")), Terms.Given("−", floor, Text("floor")), Terms.Result(most, Text("most it could pay"))),
                Terms.Sum(
                    Terms.Given(Text("smaller of"), result.Deficit, Text("missing")),
                    Terms.Given(Text("and##smaller of two"), most, Text("most it could pay")),
                    Terms.Result(result.Draw, Text("fund paid"), TermKind.ResultOut)),
            ]);
        if (result.Uncovered.Units > 0)
        {
            yield return new WorkedStep(
                Text("What nobody covered"),
                Text("The rest is made up by closing profitable positions on the other side: auto-deleveraging (ADL)."),
                [
                    Terms.Sum(
                        Terms.Given(result.Deficit, Text("missing")),
                        Terms.Given("−", result.Draw, Text("fund paid")),
                        Terms.Result(result.Uncovered, Text("uncovered"), TermKind.ResultGap)),
                ]);
        }
    }
}
