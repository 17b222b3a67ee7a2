using Microsoft.AspNetCore.Components;

namespace Portal.Web.Features.Events;

/// <summary>Stress events, the newest first, and the way to older ones. Fragment <c>event-list</c>.</summary>
public sealed partial class EventList : ComponentBase
{
    /// <summary>The fragment's id.</summary>
    public const string ElementId = "event-list";

    /// <summary>The page of the list.</summary>
    [Parameter, EditorRequired]
    public required EventsView View { get; set; }
}
