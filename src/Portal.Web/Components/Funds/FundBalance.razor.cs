using Microsoft.AspNetCore.Components;

namespace Portal.Web.Components.Funds;

/// <summary>A fund's balance and how it changed. Fragment <c>fund-{id}-balance</c>, the same on every page.</summary>
public sealed partial class FundBalance : ComponentBase
{
    /// <summary>The balance.</summary>
    [Parameter, EditorRequired]
    public required FundBalanceView Fund { get; set; }
}
