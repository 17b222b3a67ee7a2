using Microsoft.AspNetCore.Components;

namespace Portal.Web.Components.Shell;

/// <summary>What the live client shows while it has lost its connection.</summary>
public sealed partial class ConnectionBanner : ComponentBase
{
    /// <summary>When the page was rendered.</summary>
    [Parameter, EditorRequired]
    public DateTimeOffset AsOf { get; set; }
}
