using Microsoft.AspNetCore.Components;
using Portal.Web.Features.Funds.History;

namespace Portal.Web.Features.Funds;

/// <summary>One fund: its balance over time, why it changed, the rules it works by.</summary>
public sealed partial class FundPage : ComponentBase
{
    /// <summary>Tells what to show.</summary>
    [Inject]
    public required IPageViews Views { get; init; }

    /// <summary>Tells what was.</summary>
    [Inject]
    public required IFundHistoryViews Past { get; init; }

    /// <summary>Says when there is nothing to show.</summary>
    [Inject]
    public required NavigationManager Navigation { get; init; }

    /// <summary>The fund's id.</summary>
    [Parameter]
    public string Id { get; set; } = string.Empty;

    /// <summary>The range to show, one of <see cref="HistoryRange.Names"/>.</summary>
    [SupplyParameterFromQuery(Name = "range")]
    public string? Range { get; set; }

    /// <summary>The first day or time to show.</summary>
    [SupplyParameterFromQuery(Name = "from")]
    public string? From { get; set; }

    /// <summary>The last day to show, or the time to show until.</summary>
    [SupplyParameterFromQuery(Name = "to")]
    public string? To { get; set; }

    private FundView? Fund { get; set; }

    private FundHistoryView? History { get; set; }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        Fund = await Views.ReadFundAsync(Id, CancellationToken.None);
        if (Fund is null)
        {
            Navigation.NotFound();
            return;
        }

        History = await Past.ReadHistoryAsync(Id, Range, From, To, CancellationToken.None);
    }
}
