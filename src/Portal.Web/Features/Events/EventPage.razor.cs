using Microsoft.AspNetCore.Components;

namespace Portal.Web.Features.Events;

/// <summary>One stress event: how deep, how long, what happened in it, and where to check it.</summary>
public sealed partial class EventPage : ComponentBase
{
    /// <summary>Tells what to show.</summary>
    [Inject]
    public required IEventViews Views { get; init; }

    /// <summary>Says when there is nothing to show.</summary>
    [Inject]
    public required NavigationManager Navigation { get; init; }

    /// <summary>The fund's id.</summary>
    [Parameter]
    public string FundId { get; set; } = string.Empty;

    /// <summary>The entry of the peak.</summary>
    [Parameter]
    public long Peak { get; set; }

    private EventView? View { get; set; }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        View = await Views.ReadEventAsync(FundId, Peak, CancellationToken.None);
        if (View is null)
        {
            Navigation.NotFound();
        }
    }
}
