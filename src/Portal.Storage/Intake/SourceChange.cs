using Portal.Storage.Database;

namespace Portal.Storage.Intake;

/// <summary>What one append adds to a source's counters. Differences, so that two writers never lose a count of each other.</summary>
/// <param name="Source">The source.</param>
/// <param name="SeenAtMs">When it was heard of, Unix ms; the later one stays.</param>
/// <param name="SourceSequence">The highest number of its own seen; the higher one stays, null changes nothing.</param>
/// <param name="Gaps">Added to the count; negative when a missing record came after all.</param>
/// <param name="Settled">Added to the count.</param>
/// <param name="Duplicates">Added to the count.</param>
/// <param name="Conflicts">Added to the count.</param>
/// <param name="Rejected">Added to the count.</param>
/// <param name="Dismissed">Added to the count.</param>
public sealed record SourceChange(
    string Source,
    long SeenAtMs,
    long? SourceSequence = null,
    long Gaps = 0,
    long Settled = 0,
    long Duplicates = 0,
    long Conflicts = 0,
    long Rejected = 0,
    long Dismissed = 0)
{
    internal static readonly RowShape<SourceChange> Shape = new(
        "source_state",
        [
            RowColumn.Text("source", 128), RowColumn.Number("seen_at_ms"), RowColumn.Number("source_sequence"), RowColumn.Number("gaps"),
            RowColumn.Number("settled"), RowColumn.Number("duplicates"), RowColumn.Number("conflicts"), RowColumn.Number("rejected"),
            RowColumn.Number("dismissed"),
        ],
        static (row, values) =>
        {
            values.Put(row.Source);
            values.Put(row.SeenAtMs);
            values.Put(row.SourceSequence);
            values.Put(row.Gaps);
            values.Put(row.Settled);
            values.Put(row.Duplicates);
            values.Put(row.Conflicts);
            values.Put(row.Rejected);
            values.Put(row.Dismissed);
        });
}
