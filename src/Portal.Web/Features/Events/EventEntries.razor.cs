using Microsoft.AspNetCore.Components;
using Portal.Storage.StressEvents;

namespace Portal.Web.Features.Events;

/// <summary>The entries by which an event is checked. Fragment <c>event-entries</c>.</summary>
public sealed partial class EventEntries : ComponentBase
{
    /// <summary>The fragment's id.</summary>
    public const string ElementId = "event-entries";

    /// <summary>The event.</summary>
    [Parameter, EditorRequired]
    public required EventView View { get; set; }

    private StressEvent Event => View.Event;
}
