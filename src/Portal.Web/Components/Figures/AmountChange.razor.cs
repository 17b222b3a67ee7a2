using Microsoft.AspNetCore.Components;
using Portal.Settlement.Amounts;

namespace Portal.Web.Components.Figures;

/// <summary>A change of a fund's balance, always with its sign; or a loss left uncovered, without one.</summary>
public sealed partial class AmountChange : ComponentBase
{
    /// <summary>The change: above zero into the fund, below zero out of it.</summary>
    [Parameter, EditorRequired]
    public Money Value { get; set; }

    /// <summary>Set where the sign does not tell: <see cref="ChangeDirection.Gap"/>.</summary>
    [Parameter]
    public ChangeDirection? Direction { get; set; }

    /// <summary>Whether the asset's code follows.</summary>
    [Parameter]
    public bool ShowAsset { get; set; } = true;

    /// <summary>Whether the last digits may be cut off; the title then holds them.</summary>
    [Parameter]
    public bool Brief { get; set; }

    /// <summary>The field of the ledger entry that this is, for the visitor's browser to compare; with a minus before it, its opposite.</summary>
    [Parameter]
    public string? Record { get; set; }

    private ChangeDirection Shown => Direction ?? ChangeDirections.Of(Value);

    private FigureText Text => Brief ? FigureText.Brief(Value) : FigureText.Of(Value);

    private string? Title => Brief ? $"{FigureText.Of(Value)} {Value.Asset.Code}" : null;
}
