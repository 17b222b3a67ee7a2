using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Portal.Web.Features.Funds;

namespace Portal.Web.Features.Liquidations;

/// <summary>The fund's entries just before and after a liquidation.</summary>
public sealed partial class FundAround : ComponentBase
{
    /// <summary>The entries, the newest first.</summary>
    [Parameter, EditorRequired]
    public ImmutableArray<FundEntry> Entries { get; set; } = [];
}
