using Microsoft.AspNetCore.Components;
using Portal.Web.Features;

namespace Portal.Web.Components.Shell;

/// <summary>What surrounds the content of every public page.</summary>
public sealed partial class PublicLayout : LayoutComponentBase
{
    /// <summary>The page's own address.</summary>
    [Inject]
    public required NavigationManager Navigation { get; init; }

    /// <summary>Tells what surrounds the page.</summary>
    [Inject]
    public required IPageViews Views { get; init; }

    private SiteView Site { get; set; } = new() { Sequence = 0, AsOf = DateTimeOffset.UnixEpoch };

    private string Address => Navigation.ToBaseRelativePath(Navigation.Uri);

    private string Path => Address.Split('?', '#')[0];

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync() => Site = await Views.ReadSiteAsync(CancellationToken.None);
}
