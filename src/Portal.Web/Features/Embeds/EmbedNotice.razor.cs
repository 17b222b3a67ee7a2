using Microsoft.AspNetCore.Components;

namespace Portal.Web.Features.Embeds;

/// <summary>Says so when figures are old because nothing is being settled. Fragment, in its own place.</summary>
public sealed partial class EmbedNotice : ComponentBase
{
    /// <summary>Since when; null while all is well.</summary>
    [Parameter]
    public DateTimeOffset? StoppedSince { get; set; }
}
