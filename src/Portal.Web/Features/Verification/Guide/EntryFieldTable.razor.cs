using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;

namespace Portal.Web.Features.Verification.Guide;

/// <summary>Fields and what they mean.</summary>
public sealed partial class EntryFieldTable : ComponentBase
{
    /// <summary>What the table is, for those who don't see it.</summary>
    [Parameter, EditorRequired]
    public required string Name { get; set; }

    /// <summary>The fields in reading order.</summary>
    [Parameter, EditorRequired]
    public ImmutableArray<EntryField> Fields { get; set; } = [];
}
