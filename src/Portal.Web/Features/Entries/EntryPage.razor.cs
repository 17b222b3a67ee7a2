using Microsoft.AspNetCore.Components;

namespace Portal.Web.Features.Entries;

/// <summary>One entry of the ledger: every field in words, its bytes, and a button that verifies it.</summary>
public sealed partial class EntryPage : ComponentBase
{
    /// <summary>Tells what to show.</summary>
    [Inject]
    public required IEntryViews Views { get; init; }

    /// <summary>Says when there is nothing to show.</summary>
    [Inject]
    public required NavigationManager Navigation { get; init; }

    /// <summary>The entry.</summary>
    [Parameter]
    public long Sequence { get; set; }

    private EntryView? View { get; set; }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        View = await Views.ReadEntryAsync(Sequence, CancellationToken.None);
        if (View is null)
        {
            Navigation.NotFound();
        }
    }
}
