using Microsoft.AspNetCore.Components;

namespace Portal.Web.Features.Rates;

/// <summary>What a rate brought the fund, and of how much.</summary>
public sealed partial class RateBroughtIn : ComponentBase
{
    /// <summary>The rate.</summary>
    [Parameter, EditorRequired]
    public required RateLine Line { get; set; }
}
