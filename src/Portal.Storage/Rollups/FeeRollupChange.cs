using Portal.Settlement.Ledger;
using Portal.Storage.Database;

namespace Portal.Storage.Rollups;

/// <summary>What one append adds to the fees of a day that counted alike.</summary>
/// <param name="FundId">The fund.</param>
/// <param name="Market">The market that the fees count as: as given, or else the symbol; empty for none.</param>
/// <param name="FeeKind">What they were charged for; empty when that was not given.</param>
/// <param name="RateSequence">The entry that set their rate; 0 for none.</param>
/// <param name="DayMs">Start of the UTC day in which their periods begin, Unix ms.</param>
/// <param name="AmountUnits">Added to the fees.</param>
/// <param name="AllocatedUnits">Added to what went to the fund.</param>
/// <param name="FeeCount">Added to their number.</param>
public sealed record FeeRollupChange(
    string FundId, string Market, string FeeKind, long RateSequence, long DayMs, long AmountUnits, long AllocatedUnits, long FeeCount)
{
    /// <summary>What entries add, each key once; nothing when there are no fees among them.</summary>
    public static IReadOnlyList<FeeRollupChange> Of(IReadOnlyList<LedgerEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        Dictionary<(string, string, string, long, long), FeeRollupChange>? found = null;
        for (var index = 0; index < entries.Count; index++)
        {
            if (entries[index] is { Body: FeeAllocated fee, FundId: { } fundId })
            {
                found ??= [];
                var one = Of(fundId, fee);
                var key = (one.FundId, one.Market, one.FeeKind, one.RateSequence, one.DayMs);
                found[key] = found.TryGetValue(key, out var others) ? others.With(one) : one;
            }
        }

        return found is null ? [] : [.. found.Values];
    }

    private static FeeRollupChange Of(string fundId, FeeAllocated fee) => new(
        fundId,
        fee.CountsAs ?? string.Empty,
        fee.FeeKind is { } kind ? ChoiceText.Of(kind) : string.Empty,
        fee.RateSequence ?? 0,
        BalanceRollup.StartOf(fee.PeriodStart.ToUnixTimeMilliseconds(), (int)RollupRow.Day),
        fee.Amount.Units,
        fee.Allocated.Units,
        FeeCount: 1);

    private FeeRollupChange With(FeeRollupChange other) => this with
    {
        AmountUnits = Saturating.Add(AmountUnits, other.AmountUnits),
        AllocatedUnits = Saturating.Add(AllocatedUnits, other.AllocatedUnits),
        FeeCount = FeeCount + other.FeeCount,
    };

    internal static readonly RowShape<FeeRollupChange> Shape = new(
        "fee_rollup",
        [
            RowColumn.Text("fund_id", 64), RowColumn.Text("market", 64), RowColumn.Text("fee_kind", 16), RowColumn.Number("rate_sequence"),
            RowColumn.Number("day_ms"), RowColumn.Number("amount_units"), RowColumn.Number("allocated_units"), RowColumn.Number("fee_count"),
        ],
        static (row, values) =>
        {
            values.Put(row.FundId);
            values.Put(row.Market);
            values.Put(row.FeeKind);
            values.Put(row.RateSequence);
            values.Put(row.DayMs);
            values.Put(row.AmountUnits);
            values.Put(row.AllocatedUnits);
            values.Put(row.FeeCount);
        });
}
