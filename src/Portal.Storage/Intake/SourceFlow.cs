namespace Portal.Storage.Intake;

/// <summary>How what comes from a source is counted over the last hour: in slots of ten seconds that are used again and again.</summary>
public static class SourceFlow
{
    /// <summary>How long a slot is.</summary>
    public const long SlotMs = 10_000;

    // An hour, the slot under way, and some more, so that a slot is never counted twice.
    private const long SlotCount = 366;

    /// <summary>When the slot of a time begins, Unix ms.</summary>
    public static long StartOf(long atMs) => atMs - (atMs % SlotMs);

    /// <summary>The place of a time's slot.</summary>
    public static long SlotOf(long atMs) => atMs / SlotMs % SlotCount;
}

/// <summary>What came from a source lately, counted and not estimated.</summary>
/// <param name="Source">The source.</param>
/// <param name="MinuteRecords">Records of the last 50 to 60 seconds.</param>
/// <param name="HourRecords">Records of the last hour, less up to ten seconds.</param>
public sealed record SourceFlowRow(string Source, long MinuteRecords, long HourRecords)
{
    /// <summary>For the reader of rows: SQLite gives a sum no type while there are no rows.</summary>
    public SourceFlowRow()
        : this(string.Empty, 0, 0)
    {
    }
}
