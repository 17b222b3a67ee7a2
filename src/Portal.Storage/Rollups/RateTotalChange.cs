using Portal.Settlement.Ledger;
using Portal.Storage.Database;

namespace Portal.Storage.Rollups;

/// <summary>What one append adds to the fees that were ever charged at a rate.</summary>
/// <param name="FundId">The fund.</param>
/// <param name="RateSequence">The entry that set the rate; 0 for fees without one.</param>
/// <param name="AmountUnits">Added to the fees.</param>
/// <param name="AllocatedUnits">Added to what went to the fund.</param>
/// <param name="FeeCount">Added to their number.</param>
public sealed record RateTotalChange(string FundId, long RateSequence, long AmountUnits, long AllocatedUnits, long FeeCount)
{
    /// <summary>The same fees by rate alone.</summary>
    public static IReadOnlyList<RateTotalChange> Of(IReadOnlyList<FeeRollupChange> fees)
    {
        ArgumentNullException.ThrowIfNull(fees);
        return fees.Count == 0 ? [] : [.. fees
            .GroupBy(static fee => (fee.FundId, fee.RateSequence))
            .Select(static group => group.Aggregate(
                new RateTotalChange(group.Key.FundId, group.Key.RateSequence, 0, 0, 0),
                static (sum, fee) => sum with
                {
                    AmountUnits = Saturating.Add(sum.AmountUnits, fee.AmountUnits),
                    AllocatedUnits = Saturating.Add(sum.AllocatedUnits, fee.AllocatedUnits),
                    FeeCount = sum.FeeCount + fee.FeeCount,
                }))];
    }

    internal static readonly RowShape<RateTotalChange> Shape = new(
        "rate_total",
        [
            RowColumn.Text("fund_id", 64), RowColumn.Number("rate_sequence"), RowColumn.Number("amount_units"), RowColumn.Number("allocated_units"),
            RowColumn.Number("fee_count"),
        ],
        static (row, values) =>
        {
            values.Put(row.FundId);
            values.Put(row.RateSequence);
            values.Put(row.AmountUnits);
            values.Put(row.AllocatedUnits);
            values.Put(row.FeeCount);
        });
}
