using Portal.Settlement.Amounts;
using Portal.Settlement.Contracts;
using Portal.Settlement.Liquidations;
using static Portal.Web.Texts.PageText;

namespace Portal.Web.Features.Liquidations.Worked;

/// <summary>From the inputs, in whichever form they came, to what was left or missing.</summary>
internal static class InputSteps
{
    public static IEnumerable<WorkedStep> Of(LiquidationView liquidation) => liquidation.Form switch
    {
        LiquidationForm.Position position => OfPosition(liquidation, position),
        LiquidationForm.Bankruptcy bankruptcy => OfBankruptcy(liquidation, bankruptcy),
        LiquidationForm.Totals => [OfTotals(liquidation)],
        _ => [OfDeficit(liquidation)],
    };

    private static IEnumerable<WorkedStep> OfPosition(LiquidationView liquidation, LiquidationForm.Position position)
    {
        var check = liquidation.Check;
        var (gross, total) = (check.GrossLoss!.Value, check.TotalLoss!.Value);
        var price = new PriceDifference(liquidation, position.Quantity, position.EntryPrice, Text("entry price"), position.FillPrice);
        yield return new WorkedStep(
            gross.Units < 0 ? Text("What closing the position earned") : Text("What closing the position lost"),
            WorkedStep.Told(price.Story(gross.Units), price.RoundingNote(gross)),
            [Terms.Sum([.. price.LossTerms(), Terms.Result(gross, Text("loss on the price"))])]);
        if (check.Fees is not null || check.Funding is not null)
        {
            yield return new WorkedStep(
                Text("Fees and funding"),
                Text("Only what was charged at this liquidation and is not in the margin already. An amount below zero was received."),
                [Terms.Sum([Terms.Given(gross, Text("loss on the price")), .. Charges("+", check), Terms.Result(total, Text("total loss"))])]);
        }

        yield return MarginStep(liquidation, liquidation.Check.Margin!.Value, total);
    }

    private static IEnumerable<WorkedStep> OfBankruptcy(LiquidationView liquidation, LiquidationForm.Bankruptcy bankruptcy)
    {
        var check = liquidation.Check;
        var charged = (check.Fees?.Units ?? 0) + (check.Funding?.Units ?? 0);
        var beforeCharges = new Money(check.Residual.Units + charged, liquidation.Asset);
        var price = new PriceDifference(liquidation, bankruptcy.Quantity, bankruptcy.BankruptcyPrice, Text("bankruptcy price"), bankruptcy.FillPrice);
        var hasCharges = check.Fees is not null || check.Funding is not null;
        yield return new WorkedStep(
            Text("How the fill compares with the bankruptcy price"),
            WorkedStep.Told(Text("At the bankruptcy price the loss equals the margin."), price.Comparison(beforeCharges.Units), price.RoundingNote(beforeCharges)),
            [Terms.Sum([.. price.GainTerms(), Terms.Result(beforeCharges, hasCharges ? Text("before fees and funding") : LeftOrMissing(check.Residual))])]);
        if (hasCharges)
        {
            yield return new WorkedStep(
                Text("Fees and funding"),
                Text("Only what was charged at this liquidation and is not in the bankruptcy price already. An amount below zero was received."),
                [Terms.Sum([Terms.Given(beforeCharges, Text("before fees and funding")), .. Charges("−", check), ResidualTerm(check.Residual)])]);
        }
    }

    private static WorkedStep OfTotals(LiquidationView liquidation) =>
        MarginStep(liquidation, liquidation.Check.Margin!.Value, liquidation.Check.TotalLoss!.Value);

    private static WorkedStep OfDeficit(LiquidationView liquidation) => new(
        Text("What was reported"),
        Text("This recording tells the deficit alone: the loss exceeded the margin by {0}. Margin and loss themselves were not reported.", Terms.Say(liquidation.Result.Deficit)),
        []);

    private static WorkedStep MarginStep(LiquidationView liquidation, Money margin, Money total)
    {
        var residual = liquidation.Check.Residual;
        var answer = residual.Units switch
        {
            > 0 => Text("Yes. {0} of the margin was left over.", Terms.Say(residual)),
            0 => Text("Yes, to the last unit: nothing was left over and nothing was missing."),
            _ => Text("No. {0} was missing.", Terms.Say(-residual)),
        };
        return new WorkedStep(
            Text("Did the margin cover it?"),
            answer,
            [Terms.Sum(Terms.Given(margin, Text("margin")), Terms.Given("−", total, Text("total loss")), ResidualTerm(residual))]);
    }

    private static IEnumerable<WorkedTerm> Charges(string operation, MarginCheck check)
    {
        if (check.Fees is { } fees)
        {
            yield return Terms.Given(operation, fees, Text("fees"));
        }

        if (check.Funding is { } funding)
        {
            yield return Terms.Given(operation, funding, Text("funding"));
        }
    }

    private static WorkedTerm ResidualTerm(Money residual) => Terms.Result(residual, LeftOrMissing(residual));

    private static string LeftOrMissing(Money residual) => residual.Units < 0 ? Text("missing") : Text("left over");
}
