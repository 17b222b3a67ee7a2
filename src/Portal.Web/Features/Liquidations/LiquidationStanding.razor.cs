using Microsoft.AspNetCore.Components;

namespace Portal.Web.Features.Liquidations;

/// <summary>Whether the record still stands: the one thing about it that can change. Fragment <c>liquidation-standing</c>.</summary>
public sealed partial class LiquidationStanding : ComponentBase
{
    /// <summary>The fragment's id.</summary>
    public const string ElementId = "liquidation-standing";

    /// <summary>The entry that took it back; null while it stands.</summary>
    [Parameter]
    public long? ReversedBy { get; set; }
}
