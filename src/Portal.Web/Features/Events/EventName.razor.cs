using Microsoft.AspNetCore.Components;

namespace Portal.Web.Features.Events;

/// <summary>What an event is called: without a name of its own, how deep it fell is in it. Fragment <c>event-name</c>.</summary>
public sealed partial class EventName : ComponentBase
{
    /// <summary>The fragment's id.</summary>
    public const string ElementId = "event-name";

    /// <summary>The event.</summary>
    [Parameter, EditorRequired]
    public required EventView View { get; set; }
}
