using Microsoft.AspNetCore.Components;
using Portal.Settlement.Deleveraging;
using Portal.Web.Components.Funds;

namespace Portal.Web.Features.Embeds;

/// <summary>A fund's balance in a widget. Fragment, in its own place.</summary>
public sealed partial class EmbedBalance : ComponentBase
{
    /// <summary>The balance and how it changed.</summary>
    [Parameter, EditorRequired]
    public required FundBalanceView Balance { get; set; }

    /// <summary>Whether ADL is on or near.</summary>
    [Parameter, EditorRequired]
    public AdlState State { get; set; }
}
