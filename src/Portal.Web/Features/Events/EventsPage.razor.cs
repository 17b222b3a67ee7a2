using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace Portal.Web.Features.Events;

/// <summary>The timeline of stress events of one fund or all.</summary>
public sealed partial class EventsPage : ComponentBase
{
    /// <summary>Tells what to show.</summary>
    [Inject]
    public required IEventViews Views { get; init; }

    /// <summary>Fund id to show alone.</summary>
    [SupplyParameterFromQuery(Name = "fund")]
    public string? Fund { get; set; }

    /// <summary>Show events whose peak is older than this sequence.</summary>
    [SupplyParameterFromQuery(Name = "before")]
    public string? Before { get; set; }

    private EventsView? View { get; set; }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync() => View = await Views.ReadEventsAsync(
        Fund, long.TryParse(Before, NumberStyles.None, CultureInfo.InvariantCulture, out var before) ? before : null, CancellationToken.None);
}
