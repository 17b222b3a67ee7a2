using Microsoft.AspNetCore.Components;
using Portal.Web.Components.Charts;
using Portal.Web.Components.Figures;
using static Portal.Web.Texts.PageText;

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

    private string Label => Text("Balance over the last 24 hours: lowest {0}, highest {1} {2}", FigureText.Of(Day.Low), FigureText.Of(Day.High), Day.Low.Asset.Code);
}
