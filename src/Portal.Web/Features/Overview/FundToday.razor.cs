using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Portal.Settlement.Amounts;
using Portal.Web.Components.Charts;
using Portal.Web.Features.Funds;
using static Portal.Web.Texts.PageText;

namespace Portal.Web.Features.Overview;

/// <summary>What changed a fund today, by reason, as a bar with words. Fragment <c>fund-{id}-today</c>.</summary>
public sealed partial class FundToday : ComponentBase
{
    /// <summary>The fund.</summary>
    [Parameter, EditorRequired]
    public required string FundId { get; set; }

    /// <summary>The day.</summary>
    [Parameter, EditorRequired]
    public required FundTodayView Today { get; set; }

    // The opening balance has no part: nothing else could be seen beside it.
    private ImmutableArray<BarPart> Parts =>
        [.. Today.Flows.Where(static flow => flow.Reason is not FlowReason.Opening).Select(static flow => new BarPart(KindOf(flow.Reason), Size(flow.Amount)))];

    private static Money Size(Money amount) => amount.Units < 0 ? -amount : amount;

    private static string KindOf(FlowReason reason) => reason switch
    {
        FlowReason.Opening => "opening",
        FlowReason.Surplus => "surplus",
        FlowReason.Draw => "draw",
        FlowReason.Fees => "fees",
        FlowReason.Injection => "injection",
        FlowReason.Withdrawal => "withdrawal",
        _ => "reversal",
    };

    private static string WordOf(FlowReason reason) => reason switch
    {
        FlowReason.Opening => Text("Opening balance"),
        FlowReason.Surplus => Text("Left over at liquidations"),
        FlowReason.Draw => Text("Paid for losses"),
        FlowReason.Fees => Text("Share of fees"),
        FlowReason.Injection => Text("Paid in by the operator"),
        FlowReason.Withdrawal => Text("Taken out by the operator"),
        _ => Text("Entries taken back"),
    };
}
