using Microsoft.AspNetCore.Components;

namespace Portal.Web.Features.Liquidations;

/// <summary>The way to the liquidation before and after of the same contract.</summary>
public sealed partial class LiquidationNeighbours : ComponentBase
{
    /// <summary>The contract.</summary>
    [Parameter, EditorRequired]
    public required string Symbol { get; set; }

    /// <summary>What came before and after.</summary>
    [Parameter, EditorRequired]
    public required LiquidationSurroundings Surroundings { get; set; }
}
