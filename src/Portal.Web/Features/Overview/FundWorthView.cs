using Portal.Settlement.Amounts;

namespace Portal.Web.Features.Overview;

/// <summary>What a fund's balance is worth.</summary>
/// <param name="Dollars">In dollars, rounded down to the cent.</param>
/// <param name="Price">Dollars for one coin.</param>
/// <param name="At">When that was the price.</param>
/// <param name="IsOld">Whether that is more than a minute ago.</param>
public sealed record FundWorthView(Dollars Dollars, Price Price, DateTimeOffset At, bool IsOld);
