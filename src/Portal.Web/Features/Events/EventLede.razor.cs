using Microsoft.AspNetCore.Components;
using Portal.Storage.StressEvents;

namespace Portal.Web.Features.Events;

/// <summary>An event in two sentences. Fragment <c>event-lede</c>.</summary>
public sealed partial class EventLede : ComponentBase
{
    /// <summary>The fragment's id.</summary>
    public const string ElementId = "event-lede";

    /// <summary>The event.</summary>
    [Parameter, EditorRequired]
    public required EventView View { get; set; }

    private StressEvent Event => View.Event;
}
