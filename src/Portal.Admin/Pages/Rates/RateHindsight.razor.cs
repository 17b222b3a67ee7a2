using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Portal.Admin.Proposals.Changes;
using Portal.Admin.Rates;
using Portal.Admin.Sessions;

namespace Portal.Admin.Pages.Rates;

/// <summary>What a proposed rate would have done with the fees of the last days: read anew for whoever proposes it and whoever decides on it.</summary>
public sealed partial class RateHindsight : ComponentBase
{
    private RateChange? _read;

    /// <summary>The rate.</summary>
    [Parameter, EditorRequired]
    public required RateChange Change { get; set; }

    /// <summary>Works it out.</summary>
    [Inject]
    public required RateReading Reading { get; init; }

    private ImmutableArray<RateWindow> Windows { get; set; } = [];

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (_read == Change)
        {
            return;
        }

        _read = Change;
        try
        {
            Windows = await Reading.ReadEffectsAsync(Change, CancellationToken.None);
        }
        catch (NotAllowedException)
        {
            // Signed out meanwhile: the page around says so at the next click.
            Windows = [];
        }
    }
}
