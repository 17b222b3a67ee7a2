using System.Collections.Immutable;
using Portal.Settlement.Amounts;
using Portal.Web.Features.Funds;

namespace Portal.Web.Features.Overview;

/// <summary>What changed a fund since 00:00 UTC.</summary>
/// <param name="Began">When the day of the fund's clock began.</param>
/// <param name="IsPast">Whether that is an earlier day than the page's today, as of a recording.</param>
/// <param name="Change">All flows together but for the opening balance.</param>
/// <param name="Flows">By reason; what did not happen is left out.</param>
public sealed record FundTodayView(DateTimeOffset Began, bool IsPast, Money Change, ImmutableArray<FundFlow> Flows);
