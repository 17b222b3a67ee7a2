using Microsoft.AspNetCore.Components;
using Portal.Web.Components.Shell;
using Portal.Web.Languages;

namespace Portal.Web.Features.Verification;

/// <summary>Where anybody checks the ledger for themselves. The page explains and lays out; the visitor's browser judges.</summary>
public sealed partial class VerifyPage : ComponentBase
{
    /// <summary>Tells how long the ledger is.</summary>
    [Inject]
    public required IPageViews Views { get; init; }

    /// <summary>Tells the portal's own address, for the command to copy.</summary>
    [Inject]
    public required NavigationManager Navigation { get; init; }

    private SiteView Site { get; set; } = new() { Sequence = 0, AsOf = DateTimeOffset.UnixEpoch };

    private string Address => Navigation.RootAddress().ToString().TrimEnd('/');

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync() => Site = await Views.ReadSiteAsync(CancellationToken.None);
}
