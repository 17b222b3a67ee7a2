using Microsoft.AspNetCore.Components;
using Portal.Web.Components.Charts;

namespace Portal.Web.Features.Overview;

/// <summary>Lowest and highest balance of the last 24 hours. Fragment <c>fund-{id}-range</c>: never behind the balance above it.</summary>
public sealed partial class FundRange : ComponentBase
{
    /// <summary>The fund.</summary>
    [Parameter, EditorRequired]
    public required string FundId { get; set; }

    /// <summary>The balance.</summary>
    [Parameter, EditorRequired]
    public required BalanceLine Day { get; set; }
}
