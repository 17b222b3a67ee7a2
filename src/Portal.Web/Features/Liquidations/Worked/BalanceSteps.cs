using Portal.Settlement.Liquidations;
using static Portal.Web.Texts.PageText;

namespace Portal.Web.Features.Liquidations.Worked;

/// <summary>What the outcome made of the fund, and that nothing was created or lost on the way.</summary>
internal static class BalanceSteps
{
    public static WorkedStep Fund(LiquidationView liquidation)
    {
        var (before, result, after) = (liquidation.BalanceBefore, liquidation.Result, liquidation.BalanceAfter);
        var sum = result switch
        {
            { Draw.Units: > 0 } => Terms.Sum(Terms.Given(before, Text("fund before")), Terms.Given("−", result.Draw, Text("fund paid")), Terms.Result(after, Text("fund after"))),
            { Surplus.Units: > 0 } => Terms.Sum(Terms.Given(before, Text("fund before")), Terms.Given("+", result.Surplus, Text("to the fund")), Terms.Result(after, Text("fund after"))),
            _ => Terms.Sum(Terms.Given(before, Text("fund before")), Terms.Result(after, Text("fund after"))),
        };
        var story = result switch
        {
            { Draw.Units: > 0 } => Text("The fund is smaller by what it paid."),
            { Surplus.Units: > 0 } => Text("The fund is larger by what it received."),
            _ => Text("Nothing moved in the fund."),
        };
        return new WorkedStep(Text("What that made of the fund"), story, [sum]);
    }

    public static WorkedStep Proof(LiquidationView liquidation)
    {
        var (check, result) = (liquidation.Check, liquidation.Result);
        var title = Text("Nothing created, nothing lost");
        if (check is { Margin: { } margin, TotalLoss: { } loss })
        {
            return new WorkedStep(
                title,
                Text("What came in on the left is what went out on the right."),
                [
                    Terms.Sum(
                        Terms.Given(margin, Text("margin")),
                        Terms.Given("+", result.Draw, Text("fund paid")),
                        Terms.Given("+", result.Uncovered, Text("uncovered")),
                        Terms.Given("=", loss, Text("total loss")),
                        Terms.Given("+", result.Surplus, Text("to the fund")),
                        Terms.Given("+", result.ToTrader, Text("to the trader"))),
                ]);
        }

        return check.Residual.Units < 0
            ? new WorkedStep(
                title,
                Text("All that was missing is accounted for."),
                [Terms.Sum(Terms.Given(result.Draw, Text("fund paid")), Terms.Given("+", result.Uncovered, Text("uncovered")), Terms.Result(result.Deficit, Text("missing")))])
            : new WorkedStep(
                title,
                Text("All that was left over is accounted for."),
                [Terms.Sum(Terms.Given(result.Surplus, Text("to the fund")), Terms.Given("+", result.ToTrader, Text("to the trader")), Terms.Result(check.Residual, Text("left over")))]);
    }
}
