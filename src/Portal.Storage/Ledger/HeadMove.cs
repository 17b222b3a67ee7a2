using Portal.Storage.Database;

namespace Portal.Storage.Ledger;

/// <summary>The first statement of an append, as a row.</summary>
internal sealed record HeadMove(long NewSequence, byte[] TreeEdge, long ExpectedSequence, long? Fence)
{
    public static readonly RowShape<HeadMove> Shape = new(
        "ledger_head",
        [
            RowColumn.Number("new_sequence"), RowColumn.Binary("tree_edge", 8000), RowColumn.Number("expected_sequence"),
            RowColumn.Number("fence"),
        ],
        static (row, values) =>
        {
            values.Put(row.NewSequence);
            values.Put(row.TreeEdge);
            values.Put(row.ExpectedSequence);
            values.Put(row.Fence);
        });

    public static HeadMove Of(LedgerAppend append) => new(append.NewSequence, append.TreeEdge, append.ExpectedSequence, append.Fence);
}
