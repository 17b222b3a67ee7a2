using Microsoft.AspNetCore.Components;
using Portal.Web.Components.Charts;
using Portal.Web.Components.Figures;

namespace Portal.Web.Features.Overview;

/// <summary>A fund's balance over the last 24 hours. Fragment <c>fund-{id}-day</c>; some kilobytes, so sent once a minute at most.</summary>
public sealed partial class FundDay : ComponentBase
{
    /// <summary>The fund.</summary>
    [Parameter, EditorRequired]
    public required string FundId { get; set; }

    /// <summary>The balance.</summary>
    [Parameter, EditorRequired]
    public required BalanceLine Day { get; set; }

    private string Label => $"Balance over the last 24 hours: lowest {FigureText.Of(Day.Low)}, highest {FigureText.Of(Day.High)} {Day.Low.Asset.Code}";
}
