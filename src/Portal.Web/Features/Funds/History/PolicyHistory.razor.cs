using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Portal.Settlement.Funds;
using Portal.Web.Components.Figures;
using static Portal.Web.Texts.PageText;

namespace Portal.Web.Features.Funds.History;

/// <summary>How a fund's rules came to be what they are: what was changed, when, by whom and why.</summary>
public sealed partial class PolicyHistory : ComponentBase
{
    /// <summary>The entries that set the rules, the newest first.</summary>
    [Parameter, EditorRequired]
    public ImmutableArray<PolicyStep> Steps { get; set; } = [];

    private static string Changes(PolicyStep step) => step.Changed.Any() ? Text("Rules changed") : Text("Rules set again as they were");

    private static string Words(PolicyPart part) => part switch
    {
        PolicyPart.Name => Text("Name"),
        PolicyPart.Floor => Text("Floor"),
        PolicyPart.SurplusCap => Text("Surplus to the fund"),
        PolicyPart.Symbols => Text("Contracts"),
        _ => Text("ADL warns, starts, stops"),
    };

    private static string Value(PolicyPart part, FundPolicy policy) => part switch
    {
        PolicyPart.Name => policy.Name,
        PolicyPart.Floor => FigureText.Of(policy.Floor).ToString(),
        PolicyPart.SurplusCap => policy.SurplusCap is { } cap ? Text("at most {0} of the fill", PercentText.OfShare(cap.Value)) : Text("all of it"),
        PolicyPart.Symbols => policy.Symbols.IsEmpty ? Text("none by name") : string.Join(", ", policy.Symbols.Select(static symbol => symbol == FundPolicy.AllOtherSymbols ? Text("all others") : symbol)),
        _ => Text(
            "−{0}, −{1}, −{2} after {3}",
            PercentText.OfShare(policy.Thresholds.WarningPpm),
            PercentText.OfShare(policy.Thresholds.StartPpm),
            PercentText.OfShare(policy.Thresholds.StopPpm),
            DurationText.Of(policy.Thresholds.QuietTime)),
    };
}
