namespace Portal.Storage.Operations;

/// <summary>What one process saw of itself since its sample before.</summary>
/// <param name="AtMs">When it was taken, Unix ms by the process's clock.</param>
/// <param name="Node">The process: machine and process id.</param>
/// <param name="Roles"><c>web</c>, <c>worker</c> or <c>web,worker</c>.</param>
/// <param name="StartedAtMs">When the process started, Unix ms.</param>
/// <param name="PeriodMs">How long the counts below were counted for.</param>
/// <param name="IsLast">1 when the process said goodbye with it, so that its silence is none.</param>
/// <param name="IsSettling">1 when it held the lease.</param>
/// <param name="QueueRecords">Records that waited to be settled.</param>
/// <param name="Commits">Transactions committed.</param>
/// <param name="Settled">Records settled.</param>
/// <param name="Refused">Conflicts and rejected records.</param>
/// <param name="CommitMsMax">The slowest commit.</param>
/// <param name="LagEntries">Entries committed and not shown by this process yet; null where nothing is shown.</param>
/// <param name="Viewers">Open connections to the hub; null where there is none.</param>
/// <param name="MemoryBytes">Memory of the process.</param>
/// <param name="DatabaseBytes">Size of the database, if it could be read.</param>
/// <param name="DatabaseFreeBytes">How much it may still grow, if that can be known.</param>
public sealed record ProcessSampleRow(
    long AtMs,
    string Node,
    string Roles,
    long StartedAtMs,
    long PeriodMs,
    long IsLast,
    long IsSettling,
    long QueueRecords,
    long Commits,
    long Settled,
    long Refused,
    long CommitMsMax,
    long? LagEntries,
    long? Viewers,
    long MemoryBytes,
    long? DatabaseBytes,
    long? DatabaseFreeBytes)
{
    internal const string Columns = """
        at_ms, node, roles, started_at_ms, period_ms, is_last, is_settling, queue_records, commits, settled, refused, commit_ms_max,
        lag_entries, viewers, memory_bytes, database_bytes, database_free_bytes
        """;
}

/// <summary>All processes in one minute.</summary>
/// <param name="Minute">Minutes since the Unix epoch.</param>
/// <param name="Settled">Records settled.</param>
/// <param name="QueueMax">The longest queue.</param>
/// <param name="LagMax">How far the slowest process was behind; null when none showed anything.</param>
/// <param name="CommitMsMax">The slowest commit.</param>
/// <param name="Commits">Transactions committed.</param>
public sealed record ProcessMinute(long Minute, long Settled, long QueueMax, long? LagMax, long CommitMsMax, long Commits)
{
    private ProcessMinute()
        : this(0, 0, 0, null, 0, 0)
    {
    }

    // What no table declares has no type on SQLite before its first value: it is read by name into what it is here, and never null.
    internal long LagOrLess
    {
        get => LagMax ?? -1;
        init => LagMax = value < 0 ? null : value;
    }
}

/// <summary>How large the database is.</summary>
/// <param name="Bytes">Its size.</param>
/// <param name="FreeBytes">How much it may still grow; null when nobody has set a limit or the limit is not the database's to tell.</param>
public sealed record DatabaseSize(long Bytes, long? FreeBytes);
