using Microsoft.AspNetCore.Components;

namespace Portal.Web.Features.Deleveraging;

/// <summary>Which rule started ADL, with the figures that it looked at.</summary>
public sealed partial class AdlReason : ComponentBase
{
    /// <summary>The event.</summary>
    [Parameter, EditorRequired]
    public required AdlEventView Event { get; set; }
}
