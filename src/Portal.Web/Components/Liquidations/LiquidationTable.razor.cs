using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;

namespace Portal.Web.Components.Liquidations;

/// <summary>Liquidations, newest first; on a phone each row is a card.</summary>
public sealed partial class LiquidationTable : ComponentBase
{
    /// <summary>The id of the element that rows are put on top of.</summary>
    public const string RowsId = "latest-liquidations";

    /// <summary>The liquidations.</summary>
    [Parameter, EditorRequired]
    public ImmutableArray<LiquidationLine> Lines { get; set; } = [];

    /// <summary>What it lists, for those who don't see it.</summary>
    [Parameter]
    public string? Label { get; set; }

    /// <summary>What stands here while there is none.</summary>
    [Parameter, EditorRequired]
    public RenderFragment? Empty { get; set; }
}
