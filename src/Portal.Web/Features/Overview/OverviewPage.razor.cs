using Microsoft.AspNetCore.Components;

namespace Portal.Web.Features.Overview;

/// <summary>The first page: all funds at a glance and the newest liquidations.</summary>
public sealed partial class OverviewPage : ComponentBase
{
    /// <summary>Tells what to show.</summary>
    [Inject]
    public required IPageViews Views { get; init; }

    private OverviewView? View { get; set; }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync() => View = await Views.ReadOverviewAsync(CancellationToken.None);
}
