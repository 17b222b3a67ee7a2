using Portal.Settlement.Liquidations;

namespace Portal.Web.Features.Liquidations.Worked;

/// <summary>What the outcome made of the fund, and that nothing was created or lost on the way.</summary>
internal static class BalanceSteps
{
    public static WorkedStep Fund(LiquidationView liquidation)
    {
        var (before, result, after) = (liquidation.BalanceBefore, liquidation.Result, liquidation.BalanceAfter);
        var sum = result switch
        {
            { Draw.Units: > 0 } => Terms.Sum(Terms.Given(before, "fund before"), Terms.Given("−", result.Draw, "fund paid"), Terms.Result(after, "fund after")),
            { Surplus.Units: > 0 } => Terms.Sum(Terms.Given(before, "fund before"), Terms.Given("+", result.Surplus, "to the fund"), Terms.Result(after, "fund after")),
            _ => Terms.Sum(Terms.Given(before, "fund before"), Terms.Result(after, "fund after")),
        };
        var story = result switch
        {
            { Draw.Units: > 0 } => "The fund is smaller by what it paid.",
            { Surplus.Units: > 0 } => "The fund is larger by what it received.",
            _ => "Nothing moved in the fund.",
        };
        return new WorkedStep("What that made of the fund", story, [sum]);
    }

    public static WorkedStep Proof(LiquidationView liquidation)
    {
        var (check, result) = (liquidation.Check, liquidation.Result);
        const string Title = "Nothing created, nothing lost";
        if (check is { Margin: { } margin, TotalLoss: { } loss })
        {
            return new WorkedStep(
                Title,
                "What came in on the left is what went out on the right.",
                [
                    Terms.Sum(
                        Terms.Given(margin, "margin"),
                        Terms.Given("+", result.Draw, "fund paid"),
                        Terms.Given("+", result.Uncovered, "uncovered"),
                        Terms.Given("=", loss, "total loss"),
                        Terms.Given("+", result.Surplus, "to the fund"),
                        Terms.Given("+", result.ToTrader, "to the trader")),
                ]);
        }

        return check.Residual.Units < 0
            ? new WorkedStep(
                Title,
                "All that was missing is accounted for.",
                [Terms.Sum(Terms.Given(result.Draw, "fund paid"), Terms.Given("+", result.Uncovered, "uncovered"), Terms.Result(result.Deficit, "missing"))])
            : new WorkedStep(
                Title,
                "All that was left over is accounted for.",
                [Terms.Sum(Terms.Given(result.Surplus, "to the fund"), Terms.Given("+", result.ToTrader, "to the trader"), Terms.Result(check.Residual, "left over"))]);
    }
}
