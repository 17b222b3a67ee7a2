using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Settlement.Amounts;

namespace Portal.Web.Features.Overview;

/// <summary>What the funds were needed for today, in four figures, each with the list that proves it. Fragment <c>headlines</c>.</summary>
public sealed partial class Headlines : ComponentBase
{
    /// <summary>The fragment's id.</summary>
    public const string ElementId = "headlines";

    private const int OthersMax = 2;

    /// <summary>The day.</summary>
    [Parameter, EditorRequired]
    public required TodayView Today { get; set; }

    private string Day => Today.Began.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private string AllAddress => $"liquidations?from={Day}T00:00:00Z";

    // Sorted by the draw, the list has what a fund paid for and nothing else.
    private string PaidAddress => $"{AllAddress}&sort=largest-draw";

    private string UncoveredAddress => $"{AllAddress}&outcome=uncovered";

    private long SharePpm => (long)((Int128)Today.Drawn * PartsPerMillion.Whole / Today.Liquidations);
}
