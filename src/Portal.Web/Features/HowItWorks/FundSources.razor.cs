using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;

namespace Portal.Web.Features.HowItWorks;

/// <summary>What changed each fund in the last 24 hours, by reason. Fragment <c>guide-sources</c>, sent whole when a fund is opened or renamed.</summary>
public sealed partial class FundSources : ComponentBase
{
    /// <summary>The fragment's id.</summary>
    public const string ElementId = "guide-sources";

    /// <summary>The funds.</summary>
    [Parameter, EditorRequired]
    public ImmutableArray<FundInShort> Funds { get; set; } = [];
}
