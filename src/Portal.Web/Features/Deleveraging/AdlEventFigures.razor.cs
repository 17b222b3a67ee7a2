using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace Portal.Web.Features.Deleveraging;

/// <summary>What an event cost and how much of it came back. Fragment <c>adl-event-figures</c>.</summary>
public sealed partial class AdlEventFigures : ComponentBase
{
    /// <summary>The fragment's id.</summary>
    public const string ElementId = "adl-event-figures";

    /// <summary>The event.</summary>
    [Parameter, EditorRequired]
    public required AdlEventView Event { get; set; }

    private string Share => ((Event.RecoveredPpm ?? 0) / 10_000m).ToString("0.#", CultureInfo.InvariantCulture);
}
