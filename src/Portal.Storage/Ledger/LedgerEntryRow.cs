using Portal.Storage.Database;

namespace Portal.Storage.Ledger;

/// <summary>One entry of the ledger as stored. Its meaning is in <paramref name="Bytes"/>; the rest is what queries look for.</summary>
/// <param name="Sequence">Place in the one global order, from 1, without gaps.</param>
/// <param name="FundId">The fund it belongs to, if any.</param>
/// <param name="FundSequence">Place among the entries of that fund, from 1.</param>
/// <param name="Kind">The entry's kind as its bytes name it.</param>
/// <param name="IsDecision">1 for a decision that governs balances (assets, contracts, funds, rates, ADL, ...), else 0.</param>
/// <param name="RecordedAtMs">When it was settled, Unix ms.</param>
/// <param name="OccurredAtMs">When it happened, Unix ms.</param>
/// <param name="BalanceBeforeUnits">The fund's balance before it.</param>
/// <param name="BalanceAfterUnits">The fund's balance after it.</param>
/// <param name="LeafHash">RFC 6962 leaf hash of the bytes, 32 bytes.</param>
/// <param name="Bytes">The canonical bytes, at most <see cref="BytesMax"/>.</param>
public sealed record LedgerEntryRow(
    long Sequence,
    string? FundId,
    long? FundSequence,
    string Kind,
    long IsDecision,
    long RecordedAtMs,
    long OccurredAtMs,
    long? BalanceBeforeUnits,
    long? BalanceAfterUnits,
    byte[] LeafHash,
    byte[] Bytes)
{
    /// <summary>The longest canonical form.</summary>
    public const int BytesMax = 8192;

    internal const string Columns = """
        sequence, fund_id, fund_sequence, kind, is_decision, recorded_at_ms, occurred_at_ms, balance_before_units,
        balance_after_units, leaf_hash, bytes
        """;

    internal static readonly RowShape<LedgerEntryRow> Shape = new(
        "ledger_entry",
        [
            RowColumn.Number("sequence"), RowColumn.Text("fund_id", 64), RowColumn.Number("fund_sequence"), RowColumn.Text("kind", 32),
            RowColumn.Number("is_decision"), RowColumn.Number("recorded_at_ms"), RowColumn.Number("occurred_at_ms"),
            RowColumn.Number("balance_before_units"), RowColumn.Number("balance_after_units"), RowColumn.Binary("leaf_hash", 32),
            RowColumn.Binary("bytes", BytesMax),
        ],
        static (row, values) =>
        {
            values.Put(row.Sequence);
            values.Put(row.FundId);
            values.Put(row.FundSequence);
            values.Put(row.Kind);
            values.Put(row.IsDecision);
            values.Put(row.RecordedAtMs);
            values.Put(row.OccurredAtMs);
            values.Put(row.BalanceBeforeUnits);
            values.Put(row.BalanceAfterUnits);
            values.Put(row.LeafHash);
            values.Put(row.Bytes);
        });
}
