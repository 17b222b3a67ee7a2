using Microsoft.AspNetCore.Components;
using Portal.Storage.StressEvents;

namespace Portal.Web.Features.Events;

/// <summary>What happened in an event. Fragment <c>event-sums</c>.</summary>
public sealed partial class EventSums : ComponentBase
{
    /// <summary>The fragment's id.</summary>
    public const string ElementId = "event-sums";

    /// <summary>The event.</summary>
    [Parameter, EditorRequired]
    public required EventView View { get; set; }

    private StressEvent Event => View.Event;
}
