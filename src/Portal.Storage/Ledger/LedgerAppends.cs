using Portal.Settlement.Contracts;
using Portal.Settlement.Ledger;
using Portal.Settlement.Liquidations;
using Portal.Settlement.TransparencyLog;
using Portal.Storage.Deleveraging;
using Portal.Storage.Funds;
using Portal.Storage.Liquidations;
using Portal.Storage.Rollups;

namespace Portal.Storage.Ledger;

/// <summary>Turns entries and the state that they lead to into the rows of one append.</summary>
public static class LedgerAppends
{
    /// <summary>Makes the append, and the position that holds once it is committed.</summary>
    /// <param name="from">The position that the entries follow.</param>
    /// <param name="state">The fork of its state that took the entries.</param>
    /// <param name="entries">The entries, in order.</param>
    /// <param name="fence">The settling worker's fence; null for a writer that holds no lease.</param>
    public static (LedgerAppend Append, LedgerPosition Next) Of(LedgerPosition from, LedgerState state, IReadOnlyList<LedgerEntry> entries, long? fence)
    {
        var rows = new LedgerEntryRow[entries.Count];
        var writer = new CanonicalObject();
        for (var index = 0; index < rows.Length; index++)
        {
            rows[index] = RowOf(entries[index], writer);
        }

        var edge = from.Edge.With(rows.Select(static row => row.LeafHash));
        var fees = FeeRollupChange.Of(entries);
        var append = new LedgerAppend
        {
            ExpectedSequence = from.Sequence,
            TreeEdge = edge.ToBytes(),
            Fence = fence,
            Entries = rows,
            Liquidations = [.. entries.Where(static entry => entry.Body is LiquidationSettled).Select(LiquidationOf)],
            Reversals = [.. entries.Where(static entry => entry.Body is EntryReversed).Select(static entry => new ReversalRow(entry.Sequence, ((EntryReversed)entry.Body).ReversedSequence))],
            Rollups = [.. state.TouchedRollups.Select(static touched => RollupRow.Of(touched.FundId, touched.Rollup))],
            Funds = [.. state.TouchedFunds.Select(FundStateRow.Of)],
            Fees = fees,
            RateTotals = RateTotalChange.Of(fees),
            Adl = AdlChanges.Of(from.State, entries),
        };
        return (append, new LedgerPosition(state, edge));
    }

    private static LedgerEntryRow RowOf(LedgerEntry entry, CanonicalObject writer)
    {
        var bytes = entry.ToBytes(writer);
        return new LedgerEntryRow(
            entry.Sequence,
            entry.FundId,
            entry.FundSequence,
            entry.Body.Kind,

            // Starts and stops of ADL, and dismissals, are found among the decisions, though the rulebook does not need them.
            entry.Body.IsDecision || entry.Body is AdlChanged or RecordDismissed ? 1 : 0,
            entry.RecordedAt.ToUnixTimeMilliseconds(),
            entry.OccurredAt.ToUnixTimeMilliseconds(),
            entry.BalanceBefore?.Units,
            entry.BalanceAfter?.Units,
            MerkleTree.LeafHash(bytes),
            bytes);
    }

    private static LiquidationRow LiquidationOf(LedgerEntry entry)
    {
        var settled = (LiquidationSettled)entry.Body;
        return new LiquidationRow(
            entry.Sequence,
            entry.FundId!,
            settled.Symbol,
            settled.Side switch
            {
                PositionSide.Long => 0,
                PositionSide.Short => 1,
                _ => 2,
            },
            settled.Result.Outcome switch
            {
                LiquidationOutcome.Surplus => 0,
                LiquidationOutcome.Even => 1,
                LiquidationOutcome.Covered => 2,
                _ => 3,
            },
            entry.OccurredAt.ToUnixTimeMilliseconds(),
            entry.RecordedAt.ToUnixTimeMilliseconds(),
            settled.Check.Residual.Units,
            settled.Result.Surplus.Units,
            settled.Result.Draw.Units,
            settled.Result.Uncovered.Units);
    }
}
