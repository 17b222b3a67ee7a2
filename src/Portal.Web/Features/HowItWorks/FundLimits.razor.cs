using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;

namespace Portal.Web.Features.HowItWorks;

/// <summary>How far each fund is from auto-deleveraging, and how deep it has fallen before. Fragment <c>guide-limits</c>.</summary>
public sealed partial class FundLimits : ComponentBase
{
    /// <summary>The fragment's id.</summary>
    public const string ElementId = "guide-limits";

    /// <summary>The funds.</summary>
    [Parameter, EditorRequired]
    public ImmutableArray<FundInShort> Funds { get; set; } = [];
}
