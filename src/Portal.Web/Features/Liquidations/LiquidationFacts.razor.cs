using Microsoft.AspNetCore.Components;
using Portal.Settlement.Amounts;
using Portal.Settlement.Contracts;
using Portal.Settlement.Ledger;
using Portal.Settlement.Liquidations;
using static Portal.Web.Texts.PageText;

namespace Portal.Web.Features.Liquidations;

/// <summary>Beside the calculation: the fund before and after, the inputs as published, the rules that applied.</summary>
public sealed partial class LiquidationFacts : ComponentBase
{
    /// <summary>The liquidation.</summary>
    [Parameter, EditorRequired]
    public required LiquidationView Liquidation { get; set; }

    // As the record has it: the words on the page are the reader's.
    private string? SideWord => Liquidation.Side is { } side ? ChoiceText.Of(side) : null;

    private IEnumerable<(string Name, string Field, DecimalNumber Number)> Numbers => Liquidation.Form switch
    {
        LiquidationForm.Position position =>
            [
                (Marked("Quantity"), "quantity", position.Quantity.Value),
                (Marked("Entry price"), "entryPrice", position.EntryPrice.Value),
                (Marked("Fill price"), "fillPrice", position.FillPrice.Value),
            ],
        LiquidationForm.Bankruptcy bankruptcy =>
            [
                (Marked("Quantity"), "quantity", bankruptcy.Quantity.Value),
                (Marked("Bankruptcy price"), "bankruptcyPrice", bankruptcy.BankruptcyPrice.Value),
                (Marked("Fill price"), "fillPrice", bankruptcy.FillPrice.Value),
            ],
        _ => [],
    };
}
