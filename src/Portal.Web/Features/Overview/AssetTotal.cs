using Portal.Settlement.Amounts;

namespace Portal.Web.Features.Overview;

/// <summary>What all funds of one asset hold.</summary>
/// <param name="Balance">The sum of their balances.</param>
/// <param name="FundCount">How many funds.</param>
/// <param name="Dollars">The sum of what each is worth, rounded down to the cent; null without a price.</param>
public sealed record AssetTotal(Money Balance, int FundCount, Dollars? Dollars);
