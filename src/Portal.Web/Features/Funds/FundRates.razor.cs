using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Portal.Settlement.FeeAllocation;
using Portal.Settlement.Ledger;
using static Portal.Web.Texts.PageText;

namespace Portal.Web.Features.Funds;

/// <summary>Which share of trading fees goes to a fund, and what is scheduled. Fragment <c>fund-rates</c>.</summary>
public sealed partial class FundRates : ComponentBase
{
    /// <summary>The fragment's id.</summary>
    public const string ElementId = "fund-rates";

    private const int EndedMax = 3;

    /// <summary>Every rate of the fund, in the order they were set.</summary>
    [Parameter, EditorRequired]
    public required ImmutableArray<AllocationRate> Rates { get; set; }

    /// <summary>What counts as now for the fund.</summary>
    [Parameter, EditorRequired]
    public required DateTimeOffset Clock { get; set; }

    // What holds, then what is to come, then the newest of what was announced and did not come. What was replaced is in the API.
    private ImmutableArray<(AllocationRate Rate, RateStanding Standing)> Shown
    {
        get
        {
            var all = Rates.Select(rate => (Rate: rate, Standing: AllocationRate.StandingOf(rate, Rates, Clock))).ToList();
            return
            [
                .. all.Where(static one => one.Standing is RateStanding.InForce).OrderByDescending(static one => one.Rate.Specificity),
                .. all.Where(static one => one.Standing is RateStanding.Scheduled or RateStanding.Suspended).OrderBy(static one => one.Rate.EffectiveAt),
                .. all.Where(static one => one.Standing is RateStanding.Cancelled or RateStanding.Lapsed).Reverse().Take(EndedMax),
            ];
        }
    }
}
