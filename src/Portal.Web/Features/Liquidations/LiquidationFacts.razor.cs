using Microsoft.AspNetCore.Components;
using Portal.Settlement.Amounts;
using Portal.Settlement.Liquidations;

namespace Portal.Web.Features.Liquidations;

/// <summary>Beside the calculation: the fund before and after, the inputs as published, the rules that applied.</summary>
public sealed partial class LiquidationFacts : ComponentBase
{
    /// <summary>The liquidation.</summary>
    [Parameter, EditorRequired]
    public required LiquidationView Liquidation { get; set; }

    private IEnumerable<(string Name, DecimalNumber Number)> Numbers => Liquidation.Form switch
    {
        LiquidationForm.Position position =>
            [("Quantity", position.Quantity.Value), ("Entry price", position.EntryPrice.Value), ("Fill price", position.FillPrice.Value)],
        LiquidationForm.Bankruptcy bankruptcy =>
            [("Quantity", bankruptcy.Quantity.Value), ("Bankruptcy price", bankruptcy.BankruptcyPrice.Value), ("Fill price", bankruptcy.FillPrice.Value)],
        _ => [],
    };
}
