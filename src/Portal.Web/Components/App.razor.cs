using Microsoft.AspNetCore.Components;
using Portal.Web.Features.Embeds;
using Portal.Web.Languages;

namespace Portal.Web.Components;

/// <summary>The root of every public page: static, without a circuit.</summary>
public sealed partial class App : ComponentBase
{
    /// <summary>Tells where the portal lies on its host.</summary>
    [Inject]
    public required NavigationManager Navigation { get; init; }

    /// <summary>How widgets look when their address does not say.</summary>
    [Inject]
    public required EmbedSettings Embeds { get; init; }

    // The look of a widget; null on every other page.
    private EmbedLook? Look => EmbedLook.Read(new Uri(Navigation.Uri), new Uri(Navigation.BaseUri), Embeds.Current);

    // What is the same in every language lies here.
    private string Root => Navigation.RootPath();

    // A widget's address names its language in the query; the pages that it links to have it in front.
    private string BasePath => Look is null ? new Uri(Navigation.BaseUri).AbsolutePath : Root + PageLanguages.Current.AddressPrefix;
}
