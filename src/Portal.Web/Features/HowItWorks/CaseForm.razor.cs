using Microsoft.AspNetCore.Components;
using Portal.Settlement.Amounts;
using static Portal.Web.Texts.PageText;

namespace Portal.Web.Features.HowItWorks;

/// <summary>An example with numbers of one's own; a plain form, so it works without script.</summary>
public sealed partial class CaseForm : ComponentBase
{
    /// <summary>The example.</summary>
    [Parameter, EditorRequired]
    public required WorkedCase Case { get; set; }

    private (string Name, string Label, string Value)[] Fields =>
    [
        ("margin", Text("Margin (BTC)"), Plain(Case.Liquidation.Check.Margin!.Value)),
        ("loss", Text("Total loss (BTC)"), Plain(Case.Liquidation.Check.TotalLoss!.Value)),
        ("balance", Text("In the fund (BTC)"), Plain(Case.Liquidation.BalanceBefore)),
    ];

    private static string Plain(Money amount) => DecimalNumber.Of(amount.Units, amount.Asset.Scale).ToString();
}
