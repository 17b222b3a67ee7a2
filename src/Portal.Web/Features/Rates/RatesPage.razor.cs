using Microsoft.AspNetCore.Components;

namespace Portal.Web.Features.Rates;

/// <summary>Which share of fees goes to each fund: now, soon and before, by whom and why.</summary>
public sealed partial class RatesPage : ComponentBase
{
    /// <summary>Tells what to show.</summary>
    [Inject]
    public required IPageViews Views { get; init; }

    private RatesView Rates { get; set; } = new(0, [], null);

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync() => Rates = await Views.ReadRatesAsync(CancellationToken.None);
}
