using Microsoft.AspNetCore.Components;
using static Portal.Web.Texts.PageText;

namespace Portal.Web.Components.Shell;

/// <summary>Name, pages, freshness and theme.</summary>
public sealed partial class SiteHeader : ComponentBase
{
    private static readonly (string Address, string Name)[] Pages =
    [
        ("", Marked("Overview")),
        ("liquidations", Marked("Liquidations")),
        ("adl", Marked("ADL")),
        ("events", Marked("Events")),
        ("rates", Marked("Fee share")),
        ("verify", Marked("Verify")),
        ("how-it-works", Marked("How it works")),
    ];

    /// <summary>What surrounds the page.</summary>
    [Parameter, EditorRequired]
    public required SiteView Site { get; set; }

    /// <summary>The address of this page without its query, relative to the base.</summary>
    [Parameter, EditorRequired]
    public required string Path { get; set; }

    // A page of one liquidation is not the list itself, but lies in that part of the site.
    private string? CurrentOf(string address) =>
        Path == address ? "page"
        : address.Length > 0 && Path.StartsWith($"{address}/", StringComparison.Ordinal) ? "true"
        : null;
}
