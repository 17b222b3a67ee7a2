using Microsoft.AspNetCore.Components;

namespace Portal.Web.Components.Charts;

/// <summary>The colour of a part, beside its name.</summary>
public sealed partial class Swatch : ComponentBase
{
    /// <summary>The part's style.</summary>
    [Parameter, EditorRequired]
    public required string Class { get; set; }
}
