using Microsoft.AspNetCore.Components;
using Portal.Storage.StressEvents;

namespace Portal.Web.Features.Events;

/// <summary>The balance over an event. Fragment <c>event-picture</c>.</summary>
public sealed partial class EventPicture : ComponentBase
{
    /// <summary>The fragment's id.</summary>
    public const string ElementId = "event-picture";

    /// <summary>The event.</summary>
    [Parameter, EditorRequired]
    public required EventView View { get; set; }

    private StressEvent Event => View.Event;
}
