using Microsoft.AspNetCore.Components;
using Portal.Settlement.Amounts;

namespace Portal.Web.Components.Figures;

/// <summary>What an amount is worth in dollars at the index prices, at a glance; the title holds it to the cent.</summary>
public sealed partial class DollarAmount : ComponentBase
{
    /// <summary>The dollars.</summary>
    [Parameter, EditorRequired]
    public Dollars Value { get; set; }

    /// <summary>Whether this is the figure of the page.</summary>
    [Parameter]
    public bool Large { get; set; }

    private DollarText Text => DollarText.Brief(Value);

    private string Class => Large ? "amount amount-large dollars" : "amount dollars";
}
