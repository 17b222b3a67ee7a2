using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Portal.Web.Components.Liquidations;
using Portal.Web.Features.Liquidations;

namespace Portal.Web.Features.Overview;

/// <summary>The newest liquidations as they settle, to be paused and filtered in the page (wwwroot-assets/scripts/live/feed.ts).</summary>
public sealed partial class Feed : ComponentBase
{
    /// <summary>The newest liquidations.</summary>
    [Parameter, EditorRequired]
    public ImmutableArray<LiquidationLine> Latest { get; set; } = [];

    /// <summary>The funds to choose from.</summary>
    [Parameter, EditorRequired]
    public ImmutableArray<FundChoice> Funds { get; set; } = [];
}
