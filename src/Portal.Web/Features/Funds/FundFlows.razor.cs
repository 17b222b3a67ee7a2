using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Portal.Settlement.Amounts;
using static Portal.Web.Texts.PageText;

namespace Portal.Web.Features.Funds;

/// <summary>Reasons and sums of the last 24 hours. Fragment <c>fund-flows</c>.</summary>
public sealed partial class FundFlows : ComponentBase
{
    /// <summary>The fragment's id.</summary>
    public const string ElementId = "fund-flows";

    /// <summary>The flows in the order to show them.</summary>
    [Parameter, EditorRequired]
    public ImmutableArray<FundFlow> Flows { get; set; } = [];

    /// <summary>Against the largest flow, whichever way that went. The opening balance has no bar: nothing else could be seen beside it.</summary>
    private int ShareOf(FundFlow flow)
    {
        var largest = Flows.Where(IsDrawn).Select(static one => Size(one.Amount)).DefaultIfEmpty().Max();
        return largest == 0 || !IsDrawn(flow) ? 0 : (int)(Size(flow.Amount) * 100 / largest);
    }

    private static bool IsDrawn(FundFlow flow) => flow.Reason is not FlowReason.Opening;

    private static Int128 Size(Money amount) => Int128.Abs(amount.Units);
}
