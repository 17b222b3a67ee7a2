using Microsoft.AspNetCore.Components;

namespace Portal.Web.Features.Liquidations;

/// <summary>What to leave out of the list: a plain form that asks for the same page again.</summary>
public sealed partial class LiquidationFilters : ComponentBase
{
    /// <summary>The page of the list.</summary>
    [Parameter, EditorRequired]
    public required LiquidationsView View { get; set; }
}
