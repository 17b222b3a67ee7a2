using Microsoft.AspNetCore.Components;
using Portal.Admin.Sessions;

namespace Portal.Admin.Pages;

/// <summary>The first page inside.</summary>
public sealed partial class OverviewPage : ComponentBase
{
    /// <summary>Knows who it is.</summary>
    [Inject]
    public required CurrentPerson Current { get; init; }

    private SignedInPerson? Person { get; set; }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync() => Person = await Current.FindAsync(CancellationToken.None);
}
