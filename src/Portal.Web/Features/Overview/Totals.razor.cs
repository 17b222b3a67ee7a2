using Microsoft.AspNetCore.Components;

namespace Portal.Web.Features.Overview;

/// <summary>What all funds hold together, by asset and in dollars. Fragment <c>totals</c>.</summary>
public sealed partial class Totals : ComponentBase
{
    /// <summary>The fragment's id.</summary>
    public const string ElementId = "totals";

    /// <summary>The totals.</summary>
    [Parameter, EditorRequired]
    public required TotalsView View { get; set; }

    // What the page marks as changed is the figure, not the time of its prices.
    private string Figure => View.Dollars?.ToString() ?? string.Join(' ', View.Assets.Select(static asset => asset.Balance.ToString()));
}
