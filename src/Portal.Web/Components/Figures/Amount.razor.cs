using Microsoft.AspNetCore.Components;
using Portal.Settlement.Amounts;

namespace Portal.Web.Components.Figures;

/// <summary>An amount, exact: the whole coins lead, fraction and asset follow quietly.</summary>
public sealed partial class Amount : ComponentBase
{
    /// <summary>The amount.</summary>
    [Parameter, EditorRequired]
    public Money Value { get; set; }

    /// <summary>Whether the asset's code follows; a column that names it once can leave it out.</summary>
    [Parameter]
    public bool ShowAsset { get; set; } = true;

    /// <summary>Whether this is the figure of the page or card.</summary>
    [Parameter]
    public bool Large { get; set; }

    /// <summary>Whether the last digits may be cut off; the title then holds them.</summary>
    [Parameter]
    public bool Brief { get; set; }

    /// <summary>The field of the ledger entry that this is, for the visitor's browser to compare; with a minus before it, its opposite.</summary>
    [Parameter]
    public string? Record { get; set; }

    private FigureText Text => Brief ? FigureText.Brief(Value) : FigureText.Of(Value);

    private string? Title => Brief ? $"{FigureText.Of(Value)} {Value.Asset.Code}" : null;

    private string Class => Large ? "amount amount-large" : "amount";
}
