using Portal.Settlement.Amounts;

namespace Portal.Web.Features.Overview;

/// <summary>How a balance changed over days.</summary>
/// <param name="OpenedAt">When the fund was opened.</param>
/// <param name="Days7">Over 7 days; null for a younger fund.</param>
/// <param name="Days30">Over 30 days; null for a younger fund.</param>
public sealed record FundChangesView(DateTimeOffset OpenedAt, ChangeView? Days7, ChangeView? Days30);

/// <summary>A change of a balance.</summary>
/// <param name="Change">How much.</param>
/// <param name="Ppm">As a share of the balance before, parts per million; null where that was zero.</param>
public sealed record ChangeView(Money Change, long? Ppm);
