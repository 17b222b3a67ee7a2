using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Web.Languages;
using static Portal.Web.Texts.PageText;

namespace Portal.Web.Features.Entries;

/// <summary>The ledger of one fund, newest first, in pages that stay what they are.</summary>
public sealed partial class FundEntriesPage : ComponentBase
{
    /// <summary>Tells what to show.</summary>
    [Inject]
    public required IEntryViews Views { get; init; }

    /// <summary>Says when there is nothing to show.</summary>
    [Inject]
    public required NavigationManager Navigation { get; init; }

    /// <summary>The fund's id.</summary>
    [Parameter]
    public string Id { get; set; } = string.Empty;

    /// <summary>Kind to show alone.</summary>
    [SupplyParameterFromQuery(Name = "kind")]
    public string? Kind { get; set; }

    /// <summary>Show what is before this place among the fund's own entries.</summary>
    [SupplyParameterFromQuery(Name = "before")]
    public string? Before { get; set; }

    private FundEntriesView? View { get; set; }

    private string Title => Text("{0}, ledger entries", View?.FundName);

    private string Root => Navigation.RootPath();

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        View = await Views.ReadFundEntriesAsync(
            Id, Kind, long.TryParse(Before, NumberStyles.None, CultureInfo.InvariantCulture, out var before) ? before : null, CancellationToken.None);
        if (View is null)
        {
            Navigation.NotFound();
        }
    }
}
