using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Admin.Dashboard;

namespace Portal.Admin.Pages.Dashboard;

/// <summary>Whether all is well, in one line, and what to do where it is not.</summary>
public sealed partial class AlertList : ComponentBase
{
    /// <summary>What is wrong, the most urgent first.</summary>
    [Parameter, EditorRequired]
    public ImmutableArray<Alert> Alerts { get; set; } = [];

    /// <summary>Whether the portal has no fund yet.</summary>
    [Parameter]
    public bool IsEmpty { get; set; }

    private int UrgentCount => Alerts.Count(static alert => alert.Level is AlertLevel.Critical);

    private string Mood => UrgentCount > 0 ? "critical" : Alerts.IsEmpty && !IsEmpty ? "well" : "warning";

    private string Headline => (UrgentCount, Alerts.Length) switch
    {
        (0, 0) => IsEmpty ? "Ready to be set up" : "All is well",
        (0, 1) => "One thing to look at",
        (0, var count) => string.Create(CultureInfo.InvariantCulture, $"{count} things to look at"),
        (1, 1) => "One thing needs you now",
        (1, var count) => string.Create(CultureInfo.InvariantCulture, $"One thing needs you now, {count - 1} to look at"),
        (var urgent, var count) when urgent == count => string.Create(CultureInfo.InvariantCulture, $"{urgent} things need you now"),
        (var urgent, var count) => string.Create(CultureInfo.InvariantCulture, $"{urgent} things need you now, {count - urgent} to look at"),
    };
}
