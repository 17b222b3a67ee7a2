using Microsoft.AspNetCore.Components;

namespace Portal.Web.Components.Shell;

/// <summary>How old the figures are: a time as rendered, "Live" and the like once the live client runs. Its words are the client's too.</summary>
public sealed partial class Freshness : ComponentBase
{
    /// <summary>When the page was rendered.</summary>
    [Parameter, EditorRequired]
    public DateTimeOffset AsOf { get; set; }
}
