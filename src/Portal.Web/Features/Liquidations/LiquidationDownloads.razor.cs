using Microsoft.AspNetCore.Components;

namespace Portal.Web.Features.Liquidations;

/// <summary>A list as files of any length.</summary>
public sealed partial class LiquidationDownloads : ComponentBase
{
    /// <summary>The list.</summary>
    [Parameter, EditorRequired]
    public required LiquidationsQuery Query { get; set; }
}
