using Microsoft.AspNetCore.Components;
using Portal.Web.Components.Liquidations;

namespace Portal.Web.Features.Embeds;

/// <summary>One liquidation in a widget, with a link to its margin check. Fragment, put on top of the others.</summary>
public sealed partial class EmbedLiquidation : ComponentBase
{
    /// <summary>The liquidation.</summary>
    [Parameter, EditorRequired]
    public required LiquidationLine Line { get; set; }
}
