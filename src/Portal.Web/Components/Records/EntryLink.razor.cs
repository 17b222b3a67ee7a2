using Microsoft.AspNetCore.Components;

namespace Portal.Web.Components.Records;

/// <summary>A ledger entry, with the way to its page and its proof.</summary>
public sealed partial class EntryLink : ComponentBase
{
    /// <summary>The entry.</summary>
    [Parameter, EditorRequired]
    public required long Sequence { get; set; }
}
