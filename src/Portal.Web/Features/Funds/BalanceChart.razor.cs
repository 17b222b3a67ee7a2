using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Settlement.Amounts;
using Portal.Web.Features.Funds.History;
using static Portal.Web.Texts.PageText;

namespace Portal.Web.Features.Funds;

/// <summary>A fund's balance over time: a drawn line, which the script replaces by a chart that can be explored. No fragment: the chart is fed by points.</summary>
public sealed partial class BalanceChart : ComponentBase
{
    // The ranges of HistoryRange.Names in words.
    private static readonly (string Name, string Word)[] Ranges =
        [("1h", Marked("Hour")), ("1d", Marked("Day")), ("7d", Marked("Week")), ("30d", Marked("Month")), ("365d", Marked("Year")), (HistoryRange.All, Marked("All##of the history"))];

    private static readonly (string Name, string Word)[] Flows =
    [
        ("surplus", Marked("From liquidations")),
        ("draw", Marked("For liquidations")),
        ("fee", Marked("From fees")),
        ("injection", Marked("Paid in")),
        ("withdrawal", Marked("Taken out")),
    ];

    /// <summary>The page's own address.</summary>
    [Inject]
    public required NavigationManager Navigation { get; init; }

    /// <summary>The fund.</summary>
    [Parameter, EditorRequired]
    public required string FundId { get; set; }

    /// <summary>Its history over the range shown.</summary>
    [Parameter, EditorRequired]
    public required FundHistoryView History { get; set; }

    /// <summary>Where ranges end when the fund lives by a recording's clock; null when they end now.</summary>
    [Parameter]
    public DateTimeOffset? RecordingClock { get; set; }

    private string? ClockText => RecordingClock is { } clock ? TextOf(clock) : null;

    private Asset Asset => History.Asset;

    private static string TextOf(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
