using Microsoft.AspNetCore.Components;
using Portal.Web.Languages;

namespace Portal.Web.Components.Shell;

/// <summary>Makes a page live: names the view that the live client subscribes to, and the sequence it was rendered at.</summary>
/// <remarks>The hub's topic is <c>page:{Name}:{culture}</c>. A page without this is not kept current.</remarks>
public sealed partial class LiveView : ComponentBase
{
    /// <summary>The view, as the feature that has it names it: <c>overview</c>, <c>fund/{id}</c>.</summary>
    [Parameter, EditorRequired]
    public required string Name { get; set; }

    /// <summary>The ledger's sequence that the page shows.</summary>
    [Parameter, EditorRequired]
    public long Sequence { get; set; }

    /// <summary>Tells where the portal's root is when it does not lie at the top of its host.</summary>
    [Inject]
    public required NavigationManager Navigation { get; init; }

    private string Root => Navigation.RootPath();
}
