using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Portal.Settlement.Funds;
using Portal.Web.Components.Figures;

namespace Portal.Web.Features.Funds.History;

/// <summary>How a fund's rules came to be what they are: what was changed, when, by whom and why.</summary>
public sealed partial class PolicyHistory : ComponentBase
{
    /// <summary>The entries that set the rules, the newest first.</summary>
    [Parameter, EditorRequired]
    public ImmutableArray<PolicyStep> Steps { get; set; } = [];

    private static string Changes(PolicyStep step) => step.Changed.Any() ? "Rules changed" : "Rules set again as they were";

    private static string Words(PolicyPart part) => part switch
    {
        PolicyPart.Name => "Name",
        PolicyPart.Floor => "Floor",
        PolicyPart.SurplusCap => "Surplus to the fund",
        PolicyPart.Symbols => "Contracts",
        _ => "ADL warns, starts, stops",
    };

    private static string Value(PolicyPart part, FundPolicy policy) => part switch
    {
        PolicyPart.Name => policy.Name,
        PolicyPart.Floor => FigureText.Of(policy.Floor).ToString(),
        PolicyPart.SurplusCap => policy.SurplusCap is { } cap ? $"at most {PercentText.OfShare(cap.Value)} of the fill" : "all of it",
        PolicyPart.Symbols => policy.Symbols.IsEmpty ? "none by name" : string.Join(", ", policy.Symbols.Select(static symbol => symbol == FundPolicy.AllOtherSymbols ? "all others" : symbol)),
        _ => $"−{PercentText.OfShare(policy.Thresholds.WarningPpm)}, −{PercentText.OfShare(policy.Thresholds.StartPpm)}, −{PercentText.OfShare(policy.Thresholds.StopPpm)} after {DurationText.Of(policy.Thresholds.QuietTime)}",
    };
}
