using Microsoft.AspNetCore.Components;

namespace Portal.Web.Features.Liquidations;

/// <summary>What to leave out of the list, and its order: plain forms that ask for the same page again.</summary>
public sealed partial class LiquidationFilters : ComponentBase
{
    /// <summary>The page of the list.</summary>
    [Parameter, EditorRequired]
    public required LiquidationsView View { get; set; }

    private LiquidationsQuery Query => View.Query;
}
