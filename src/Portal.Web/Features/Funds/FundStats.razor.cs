using Microsoft.AspNetCore.Components;

namespace Portal.Web.Features.Funds;

/// <summary>Peak, trough, drawdown and recovery. Fragment <c>fund-stats</c>.</summary>
public sealed partial class FundStats : ComponentBase
{
    /// <summary>The fragment's id.</summary>
    public const string ElementId = "fund-stats";

    /// <summary>The figures.</summary>
    [Parameter, EditorRequired]
    public required FundRecord Record { get; set; }
}
