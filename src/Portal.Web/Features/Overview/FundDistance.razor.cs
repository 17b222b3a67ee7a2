using Microsoft.AspNetCore.Components;
using Portal.Web.Components.Adl;

namespace Portal.Web.Features.Overview;

/// <summary>How far a fund is from the start of ADL, or from its end, in a line and a picture. Fragment <c>fund-{id}-distance</c>.</summary>
public sealed partial class FundDistance : ComponentBase
{
    /// <summary>The fund.</summary>
    [Parameter, EditorRequired]
    public required string FundId { get; set; }

    /// <summary>The fund's standing.</summary>
    [Parameter, EditorRequired]
    public required AdlView Adl { get; set; }
}
