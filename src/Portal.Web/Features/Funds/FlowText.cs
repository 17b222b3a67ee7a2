using static Portal.Web.Texts.PageText;

namespace Portal.Web.Features.Funds;

/// <summary>Reasons of a change in words.</summary>
public static class FlowText
{
    /// <summary>A reason.</summary>
    public static string Of(FlowReason reason) => reason switch
    {
        FlowReason.Opening => Text("Opening balance"),
        FlowReason.Surplus => Text("Received from liquidations"),
        FlowReason.Draw => Text("Paid for liquidations"),
        FlowReason.Fees => Text("Share of trading fees"),
        FlowReason.Injection => Text("Paid in by the operator"),
        FlowReason.Withdrawal => Text("Taken out by the operator"),
        _ => Text("Entries taken back"),
    };
}
