using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Portal.Settlement.Liquidations;
using Portal.Web.Components.Charts;

namespace Portal.Web.Features.Liquidations;

/// <summary>Margin and loss as two bars of equal length, with what the fund paid or received between them.</summary>
public sealed partial class MarginPicture : ComponentBase
{
    /// <summary>The liquidation.</summary>
    [Parameter, EditorRequired]
    public required LiquidationView Liquidation { get; set; }

    private FundDraw Result => Liquidation.Result;

    private ImmutableArray<BarPart> Residuals =>
        [new("draw", Result.Draw), new("gap", Result.Uncovered), new("surplus", Result.Surplus), new("trader", Result.ToTrader)];
}
