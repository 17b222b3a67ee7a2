using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;

namespace Portal.Web.Features.HowItWorks;

/// <summary>What changed each fund in the last 24 hours, by reason.</summary>
public sealed partial class FundSources : ComponentBase
{
    /// <summary>The funds.</summary>
    [Parameter, EditorRequired]
    public ImmutableArray<FundInShort> Funds { get; set; } = [];
}
