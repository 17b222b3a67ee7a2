using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;

namespace Portal.Web.Features.Overview;

/// <summary>The cards of all funds. Fragment <c>funds</c>.</summary>
public sealed partial class FundGrid : ComponentBase
{
    /// <summary>The fragment's id.</summary>
    public const string ElementId = "funds";

    /// <summary>More funds than these are shown as rows, so that they can be compared.</summary>
    private const int CardsMax = 6;

    /// <summary>The funds in the order to show them.</summary>
    [Parameter, EditorRequired]
    public ImmutableArray<FundCardView> Funds { get; set; } = [];
}
