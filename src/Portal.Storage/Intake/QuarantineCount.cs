namespace Portal.Storage.Intake;

/// <summary>How many rows of one source are in quarantine with one status.</summary>
public sealed record QuarantineCount(string Source, string Status, long RowCount)
{
    // A count that has no row has no type on SQLite, so it is read by name.
    private QuarantineCount()
        : this(string.Empty, string.Empty, 0)
    {
    }
}
