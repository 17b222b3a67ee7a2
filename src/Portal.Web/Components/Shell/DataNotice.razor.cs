using Microsoft.AspNetCore.Components;

namespace Portal.Web.Components.Shell;

/// <summary>Says so when the figures are old because nothing is being settled. Fragment <c>data-notice</c>.</summary>
public sealed partial class DataNotice : ComponentBase
{
    /// <summary>Since when; null while all is well.</summary>
    [Parameter]
    public DateTimeOffset? StoppedSince { get; set; }
}
