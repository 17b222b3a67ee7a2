using Microsoft.AspNetCore.Components;

namespace Portal.Web.Features.Entries;

/// <summary>The way to the newest entries and to older ones. Fragment <c>entries-pager</c>.</summary>
public sealed partial class FundEntriesPager : ComponentBase
{
    /// <summary>The fragment's id.</summary>
    public const string ElementId = "entries-pager";

    /// <summary>The page of the list.</summary>
    [Parameter, EditorRequired]
    public required FundEntriesView View { get; set; }
}
