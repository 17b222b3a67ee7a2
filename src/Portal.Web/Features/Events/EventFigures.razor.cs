using Microsoft.AspNetCore.Components;
using Portal.Storage.StressEvents;

namespace Portal.Web.Features.Events;

/// <summary>How deep and how long. Fragment <c>event-figures</c>.</summary>
public sealed partial class EventFigures : ComponentBase
{
    /// <summary>The fragment's id.</summary>
    public const string ElementId = "event-figures";

    /// <summary>The event.</summary>
    [Parameter, EditorRequired]
    public required EventView View { get; set; }

    private StressEvent Event => View.Event;
}
