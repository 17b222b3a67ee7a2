using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Settlement.Amounts;
using Portal.Web.Features.Funds.History;

namespace Portal.Web.Features.Funds;

/// <summary>A fund's balance over time: a drawn line, which the script replaces by a chart that can be explored. No fragment: the chart is fed by points.</summary>
public sealed partial class BalanceChart : ComponentBase
{
    // The ranges of HistoryRange.Names in words.
    private static readonly (string Name, string Word)[] Ranges =
        [("1h", "Hour"), ("1d", "Day"), ("7d", "Week"), ("30d", "Month"), ("365d", "Year"), (HistoryRange.All, "All")];

    private static readonly (string Name, string Word)[] Flows =
        [("surplus", "From liquidations"), ("draw", "For liquidations"), ("fee", "From fees"), ("injection", "Paid in"), ("withdrawal", "Taken out")];

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
