using Microsoft.AspNetCore.Components;

namespace Portal.Web.Features.Overview;

/// <summary>How a fund's balance changed over 7 and 30 days. Fragment <c>fund-{id}-changes</c>.</summary>
public sealed partial class FundChanges : ComponentBase
{
    /// <summary>The fund.</summary>
    [Parameter, EditorRequired]
    public required string FundId { get; set; }

    /// <summary>The changes.</summary>
    [Parameter, EditorRequired]
    public required FundChangesView Changes { get; set; }
}
