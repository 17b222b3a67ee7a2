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
/// <param name="SettledAtMs">When the newest record settled here was recorded, Unix ms; null changes nothing.</param>
/// <param name="OccurredAtMs">When the event of that record took place, Unix ms.</param>
/// <param name="ProblemCode">What was wrong with the newest record that was not settled; null changes nothing.</param>
/// <param name="ProblemField">The field at fault.</param>
/// <param name="Corrected">Records that operators put right in its place: they came from nobody and are none of its <see cref="Records"/>.</param>
public sealed record SourceChange(
    string Source,
    long SeenAtMs,
    long? SourceSequence = null,
    long Gaps = 0,
    long Settled = 0,
    long Duplicates = 0,
    long Conflicts = 0,
    long Rejected = 0,
    long Dismissed = 0,
    long? SettledAtMs = null,
    long? OccurredAtMs = null,
    string? ProblemCode = null,
    string? ProblemField = null,
    long Corrected = 0)
{
    /// <summary>Everything that came.</summary>
    public long Records => Settled + Duplicates + Conflicts + Rejected;

    internal static readonly RowShape<SourceChange> Shape = new(
        "source_state",
        [
            RowColumn.Text("source", 128), RowColumn.Number("seen_at_ms"), RowColumn.Number("source_sequence"), RowColumn.Number("gaps"),
            RowColumn.Number("settled"), RowColumn.Number("duplicates"), RowColumn.Number("conflicts"), RowColumn.Number("rejected"),
            RowColumn.Number("dismissed"), RowColumn.Number("settled_at_ms"), RowColumn.Number("occurred_at_ms"),
            RowColumn.Text("problem_code", 64), RowColumn.Text("problem_field", 128), RowColumn.Number("flow_slot"),
            RowColumn.Number("flow_start_ms"), RowColumn.Number("records"), RowColumn.Number("corrected"),
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
            values.Put(row.SettledAtMs);
            values.Put(row.OccurredAtMs);
            values.Put(row.ProblemCode);
            values.Put(row.ProblemField);
            values.Put(SourceFlow.SlotOf(row.SeenAtMs));
            values.Put(SourceFlow.StartOf(row.SeenAtMs));
            values.Put(row.Records);
            values.Put(row.Corrected);
        });
}
