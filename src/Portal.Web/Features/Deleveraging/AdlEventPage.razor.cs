using Microsoft.AspNetCore.Components;

namespace Portal.Web.Features.Deleveraging;

/// <summary>One time that ADL was on: why, what it cost, what was closed.</summary>
public sealed partial class AdlEventPage : ComponentBase
{
    /// <summary>Tells what to show.</summary>
    [Inject]
    public required IPageViews Views { get; init; }

    /// <summary>Says when there is nothing to show.</summary>
    [Inject]
    public required NavigationManager Navigation { get; init; }

    /// <summary>The entry that started it.</summary>
    [Parameter]
    public long Sequence { get; set; }

    /// <summary>Losses of liquidations before this entry; null from the newest on.</summary>
    [SupplyParameterFromQuery]
    public long? Before { get; set; }

    private AdlEventPageView? View { get; set; }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        View = await Views.ReadAdlEventAsync(Sequence, Before, CancellationToken.None);
        if (View is null)
        {
            Navigation.NotFound();
        }
    }
}
