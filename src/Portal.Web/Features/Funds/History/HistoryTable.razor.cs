using Microsoft.AspNetCore.Components;
using Portal.Settlement.Amounts;
using Portal.Web.Components.Figures;

namespace Portal.Web.Features.Funds.History;

/// <summary>The chart's figures for those who read them; also what there is without script. Part <c>table</c> of the range.</summary>
public sealed partial class HistoryTable : ComponentBase
{
    /// <summary>The history.</summary>
    [Parameter, EditorRequired]
    public required FundHistoryView History { get; set; }

    private static string Flow(Money amount) => amount.Units switch
    {
        0 => "–",
        > 0 => $"+{FigureText.Brief(amount)}",
        _ => FigureText.Brief(amount).ToString(),
    };
}
