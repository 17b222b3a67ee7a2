using Portal.Storage.Database;

namespace Portal.Storage.Ledger;

/// <summary>One entry of the ledger takes back another; no second one can.</summary>
/// <param name="Sequence">The entry that takes back.</param>
/// <param name="ReversedSequence">The entry that is taken back.</param>
public sealed record ReversalRow(long Sequence, long ReversedSequence)
{
    internal static readonly RowShape<ReversalRow> Shape = new(
        "reversal",
        [RowColumn.Number("sequence"), RowColumn.Number("reversed_sequence")],
        static (row, values) =>
        {
            values.Put(row.Sequence);
            values.Put(row.ReversedSequence);
        });
}
