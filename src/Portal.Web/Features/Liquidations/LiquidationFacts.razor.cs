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

    private IEnumerable<(string Name, string Field, DecimalNumber Number)> Numbers => Liquidation.Form switch
    {
        LiquidationForm.Position position =>
            [
                ("Quantity", "quantity", position.Quantity.Value),
                ("Entry price", "entryPrice", position.EntryPrice.Value),
                ("Fill price", "fillPrice", position.FillPrice.Value),
            ],
        LiquidationForm.Bankruptcy bankruptcy =>
            [
                ("Quantity", "quantity", bankruptcy.Quantity.Value),
                ("Bankruptcy price", "bankruptcyPrice", bankruptcy.BankruptcyPrice.Value),
                ("Fill price", "fillPrice", bankruptcy.FillPrice.Value),
            ],
        _ => [],
    };
}
