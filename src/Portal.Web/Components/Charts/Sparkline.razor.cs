using Microsoft.AspNetCore.Components;

namespace Portal.Web.Components.Charts;

/// <summary>A small picture of a balance, drawn on the server: no script, no style attribute.</summary>
public sealed partial class Sparkline : ComponentBase
{
    /// <summary>The balances.</summary>
    [Parameter, EditorRequired]
    public required BalanceLine Line { get; set; }

    /// <summary>What the picture shows, in words.</summary>
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    private SparklineGeometry Geometry => SparklineGeometry.Of(Line.Points);
}
