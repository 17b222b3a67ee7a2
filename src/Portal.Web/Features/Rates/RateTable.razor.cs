using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;

namespace Portal.Web.Features.Rates;

/// <summary>Rates in a table.</summary>
public sealed partial class RateTable : ComponentBase
{
    /// <summary>The rates, in the order to show them.</summary>
    [Parameter, EditorRequired]
    public required ImmutableArray<RateLine> Lines { get; set; }

    /// <summary>What the table holds, for those who don't see it.</summary>
    [Parameter, EditorRequired]
    public required string Name { get; set; }

    /// <summary>Whether they can have brought in something.</summary>
    [Parameter]
    public bool ShowsTotals { get; set; }
}
