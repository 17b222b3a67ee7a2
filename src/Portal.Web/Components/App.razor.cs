using Microsoft.AspNetCore.Components;
using Portal.Web.Features.Embeds;

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

    private string BasePath => new Uri(Navigation.BaseUri).AbsolutePath;
}
