using System.Collections.Immutable;
using Portal.Settlement.Amounts;

namespace Portal.Web.Components.Charts;

/// <summary>A fund's balance over a stretch of time, at equal steps, the oldest first.</summary>
/// <param name="Points">Balances; may be empty.</param>
/// <param name="Low">The lowest balance of the stretch, between the steps too.</param>
/// <param name="High">The highest.</param>
public sealed record BalanceLine(ImmutableArray<Money> Points, Money Low, Money High);
