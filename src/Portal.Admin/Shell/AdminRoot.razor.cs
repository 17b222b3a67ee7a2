using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;

namespace Portal.Admin.Shell;

/// <summary>The root of the operators' pages. Those that set a cookie are static forms, the others run on a circuit.</summary>
public sealed partial class AdminRoot : ComponentBase
{
    /// <summary>Tells where the portal lies on its host.</summary>
    [Inject]
    public required NavigationManager Navigation { get; init; }

    /// <summary>The request.</summary>
    [CascadingParameter]
    public required HttpContext Context { get; set; }

    private string BasePath => new Uri(Navigation.BaseUri).AbsolutePath;

    private IComponentRenderMode? Mode => Context.AcceptsInteractiveRouting() ? RenderMode.InteractiveServer : null;
}
