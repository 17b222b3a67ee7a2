using Microsoft.AspNetCore.Components;
using Portal.Settlement.Amounts;
using Portal.Settlement.Liquidations;

namespace Portal.Web.Features.Liquidations;

/// <summary>The whole liquidation in two sentences.</summary>
public sealed partial class LiquidationVerdict : ComponentBase
{
    /// <summary>The liquidation.</summary>
    [Parameter, EditorRequired]
    public required LiquidationView Liquidation { get; set; }

    private Money Residual => Liquidation.Check.Residual;

    private FundDraw Result => Liquidation.Result;
}
