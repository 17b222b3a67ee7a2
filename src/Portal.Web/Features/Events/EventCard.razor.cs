using Microsoft.AspNetCore.Components;
using Portal.Storage.StressEvents;

namespace Portal.Web.Features.Events;

/// <summary>A stress event in a timeline.</summary>
public sealed partial class EventCard : ComponentBase
{
    /// <summary>The event.</summary>
    [Parameter, EditorRequired]
    public required EventView View { get; set; }

    private StressEvent Event => View.Event;
}
