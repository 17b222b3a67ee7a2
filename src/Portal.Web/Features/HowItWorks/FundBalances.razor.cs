using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;

namespace Portal.Web.Features.HowItWorks;

/// <summary>Each fund with its balance and what it has done so far. Fragment <c>guide-balances</c>.</summary>
public sealed partial class FundBalances : ComponentBase
{
    /// <summary>The fragment's id.</summary>
    public const string ElementId = "guide-balances";

    /// <summary>The funds.</summary>
    [Parameter, EditorRequired]
    public ImmutableArray<FundInShort> Funds { get; set; } = [];
}
