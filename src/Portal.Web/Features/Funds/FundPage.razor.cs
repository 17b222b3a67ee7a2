using Microsoft.AspNetCore.Components;

namespace Portal.Web.Features.Funds;

/// <summary>One fund: its balance over time, why it changed, the rules it works by.</summary>
public sealed partial class FundPage : ComponentBase
{
    /// <summary>Tells what to show.</summary>
    [Inject]
    public required IPageViews Views { get; init; }

    /// <summary>Says when there is nothing to show.</summary>
    [Inject]
    public required NavigationManager Navigation { get; init; }

    /// <summary>The fund's id.</summary>
    [Parameter]
    public string Id { get; set; } = string.Empty;

    private FundView? Fund { get; set; }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        Fund = await Views.ReadFundAsync(Id, CancellationToken.None);
        if (Fund is null)
        {
            Navigation.NotFound();
        }
    }
}
