using Microsoft.AspNetCore.Components;
using Portal.Settlement.Deleveraging;

namespace Portal.Web.Components.Funds;

/// <summary>A fund's ADL state. Fragment <c>fund-{id}-state</c>, the same on every page.</summary>
public sealed partial class FundState : ComponentBase
{
    /// <summary>The fund.</summary>
    [Parameter, EditorRequired]
    public required string FundId { get; set; }

    /// <summary>The state.</summary>
    [Parameter, EditorRequired]
    public AdlState State { get; set; }
}
