using Microsoft.AspNetCore.Components;

namespace Portal.Web.Features.Overview;

/// <summary>What a fund is worth in dollars. Fragment <c>fund-{id}-worth</c>; takes no room while nobody sends a price.</summary>
public sealed partial class FundWorth : ComponentBase
{
    /// <summary>The fund.</summary>
    [Parameter, EditorRequired]
    public required string FundId { get; set; }

    /// <summary>The worth; null without a price.</summary>
    [Parameter, EditorRequired]
    public FundWorthView? Worth { get; set; }
}
