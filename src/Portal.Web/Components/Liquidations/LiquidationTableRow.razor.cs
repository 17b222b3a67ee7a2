using Microsoft.AspNetCore.Components;
using Portal.Settlement.Ledger;
using Portal.Web.Components.Figures;

namespace Portal.Web.Components.Liquidations;

/// <summary>One liquidation in a list. Fragment, put on top of <see cref="LiquidationTable.RowsId"/>; its own id is <c>liquidation-{sequence}</c>.</summary>
public sealed partial class LiquidationTableRow : ComponentBase
{
    /// <summary>The liquidation.</summary>
    [Parameter, EditorRequired]
    public required LiquidationLine Line { get; set; }

    private string Outcome => ChoiceText.Of(Line.Result.Outcome);

    private string Position =>
        Line.Quantity is { } quantity ? $"{OutcomeText.Of(Line.Side)} {FigureText.Of(quantity)}" : OutcomeText.Of(Line.Side);
}
