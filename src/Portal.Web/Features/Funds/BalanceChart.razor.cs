using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Settlement.Amounts;
using Portal.Web.Components.Charts;

namespace Portal.Web.Features.Funds;

/// <summary>A fund's balance over time: a drawn line, which the script replaces by a chart that can be explored. No fragment: the chart is fed by points.</summary>
public sealed partial class BalanceChart : ComponentBase
{
    /// <summary>The page's own address.</summary>
    [Inject]
    public required NavigationManager Navigation { get; init; }

    /// <summary>The fund.</summary>
    [Parameter, EditorRequired]
    public required string FundId { get; set; }

    /// <summary>The last 24 hours.</summary>
    [Parameter, EditorRequired]
    public required BalanceLine Day { get; set; }

    /// <summary>Where ranges end when the fund lives by a recording's clock; null when they end now.</summary>
    [Parameter]
    public DateTimeOffset? RecordingClock { get; set; }

    private string? ClockText => RecordingClock?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private Asset Asset => Day.Low.Asset;
}
