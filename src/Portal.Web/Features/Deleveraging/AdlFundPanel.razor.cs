using Microsoft.AspNetCore.Components;

namespace Portal.Web.Features.Deleveraging;

/// <summary>One fund's state, its distance to the trigger and its thresholds. Balance, state and distance are live parts of their own.</summary>
public sealed partial class AdlFundPanel : ComponentBase
{
    /// <summary>The fund.</summary>
    [Parameter, EditorRequired]
    public required AdlFundView Fund { get; set; }
}
