using Microsoft.AspNetCore.Components;

namespace Portal.Web.Features.Funds.History;

/// <summary>A fund's newest stress events and its deepest fall.</summary>
public sealed partial class FundEvents : ComponentBase
{
    /// <summary>The fund.</summary>
    [Parameter, EditorRequired]
    public required string FundId { get; set; }

    /// <summary>Its name.</summary>
    [Parameter, EditorRequired]
    public required string FundName { get; set; }

    /// <summary>Its history.</summary>
    [Parameter, EditorRequired]
    public required FundHistoryView History { get; set; }
}
