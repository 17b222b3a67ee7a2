using Microsoft.AspNetCore.Components;

namespace Portal.Web.Features.Funds.History;

/// <summary>The contracts whose losses a fund pays, with their terms.</summary>
public sealed partial class FundContracts : ComponentBase
{
    /// <summary>The fund.</summary>
    [Parameter, EditorRequired]
    public required string FundId { get; set; }

    /// <summary>Its history.</summary>
    [Parameter, EditorRequired]
    public required FundHistoryView History { get; set; }
}
