using Microsoft.AspNetCore.Components;
using Portal.Web.Languages;

namespace Portal.Web.Features.Liquidations;

/// <summary>A list as files of any length.</summary>
public sealed partial class LiquidationDownloads : ComponentBase
{
    private static readonly (string Name, string Ending)[] Files = [("CSV", "csv"), ("NDJSON", "ndjson")];

    /// <summary>The list.</summary>
    [Parameter, EditorRequired]
    public required LiquidationsQuery Query { get; set; }

    /// <summary>Tells where the portal's root is.</summary>
    [Inject]
    public required NavigationManager Navigation { get; init; }

    private string Address(string ending) => Navigation.RootPath() + LiquidationsAddress.OfExport(Query, ending);
}
