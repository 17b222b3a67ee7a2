using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Portal.Web.Features.Funds;

namespace Portal.Web.Features.Entries;

/// <summary>The rows of a page of entries. Fragment <c>ledger-entries</c>; new rows are put on top of it.</summary>
public sealed partial class FundEntryRows : ComponentBase
{
    /// <summary>The fragment's id.</summary>
    public const string ElementId = "ledger-entries";

    /// <summary>The entries, newest first.</summary>
    [Parameter, EditorRequired]
    public ImmutableArray<FundEntry> Entries { get; set; } = [];
}
