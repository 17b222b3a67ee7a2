using Microsoft.AspNetCore.Components;

namespace Portal.Web.Components;

/// <summary>The root of every public page: static, without a circuit.</summary>
public sealed partial class App : ComponentBase
{
    /// <summary>Tells where the portal lies on its host.</summary>
    [Inject]
    public required NavigationManager Navigation { get; init; }

    private string BasePath => new Uri(Navigation.BaseUri).AbsolutePath;
}
