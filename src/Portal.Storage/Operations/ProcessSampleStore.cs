using Microsoft.Data.Sqlite;
using Portal.Storage.Database;

namespace Portal.Storage.Operations;

/// <summary>What the processes of a portal tell each other of themselves. Nothing here is ever part of a settling transaction.</summary>
public sealed class ProcessSampleStore(PortalDatabase database)
{
    /// <summary>The longest page.</summary>
    public const int PageMax = 10_000;

    private static readonly SqlText Insert = SqlText.Same($"""
        INSERT INTO process_sample ({ProcessSampleRow.Columns})
        VALUES (
          @AtMs, @Node, @Roles, @StartedAtMs, @PeriodMs, @IsLast, @IsSettling, @QueueRecords, @Commits, @Settled, @Refused, @CommitMsMax,
          @LagEntries, @Viewers, @MemoryBytes, @DatabaseBytes, @DatabaseFreeBytes)
        """);

    /// <summary>Adds a sample.</summary>
    public Task AddAsync(ProcessSampleRow sample, CancellationToken cancellation) => database.WriteAsync(Insert, sample, cancellation);

    private static readonly SqlText Delete = SqlText.Same("DELETE FROM process_sample WHERE at_ms < @BeforeMs");

    /// <summary>Forgets the samples before a time, and says how many they were.</summary>
    public Task<int> PruneAsync(DateTimeOffset before, CancellationToken cancellation) =>
        database.WriteAsync(Delete, new { BeforeMs = before.ToUnixTimeMilliseconds() }, cancellation);

    private static readonly SqlText SelectSince = SqlText.Limited($"""
        SELECT {ProcessSampleRow.Columns}
        FROM process_sample
        WHERE at_ms >= @FromMs
        ORDER BY at_ms DESC
        LIMIT @Limit
        """);

    /// <summary>The samples from a time on, newest first.</summary>
    public Task<IReadOnlyList<ProcessSampleRow>> ReadSinceAsync(DateTimeOffset from, CancellationToken cancellation) =>
        database.ReadAsync<ProcessSampleRow>(SelectSince, new { FromMs = from.ToUnixTimeMilliseconds(), Limit = PageMax }, cancellation);

    private static readonly SqlText SelectMinutes = SqlText.Same("""
        SELECT
          at_ms / 60000 AS minute, SUM(settled) AS settled, MAX(queue_records) AS queue_max, COALESCE(MAX(lag_entries), -1) AS lag_or_less,
          MAX(commit_ms_max) AS commit_ms_max, SUM(commits) AS commits
        FROM process_sample
        WHERE at_ms >= @FromMs
        GROUP BY at_ms / 60000
        ORDER BY at_ms / 60000
        """);

    /// <summary>All processes minute by minute from a time on, oldest first; a minute without samples has no row.</summary>
    public Task<IReadOnlyList<ProcessMinute>> ReadMinutesAsync(DateTimeOffset from, CancellationToken cancellation) =>
        database.ReadAsync<ProcessMinute>(SelectMinutes, new { FromMs = from.ToUnixTimeMilliseconds() }, cancellation);

    private static readonly SqlText SelectFirstSized = SqlText.Limited($"""
        SELECT {ProcessSampleRow.Columns}
        FROM process_sample
        WHERE at_ms >= @FromMs AND database_bytes IS NOT NULL
        ORDER BY at_ms
        LIMIT @Limit
        """);

    /// <summary>The first sample from a time on that knows the database's size; null when there is none.</summary>
    public Task<ProcessSampleRow?> ReadFirstSizedAsync(DateTimeOffset from, CancellationToken cancellation) =>
        database.ReadFirstAsync<ProcessSampleRow>(SelectFirstSized, new { FromMs = from.ToUnixTimeMilliseconds(), Limit = 1 }, cancellation);

    // Only data files count, and only if each has a limit: a file that may grow for ever ends with its disk, which SQL Server does not tell everybody.
    private static readonly SqlText SelectSize = SqlText.Split(
        sqlite: "PRAGMA page_count",
        sqlServer: """
            SELECT SUM(CAST(size AS BIGINT)) * 8192 AS bytes,
              CASE WHEN MIN(max_size) <= 0 THEN NULL ELSE SUM(CAST(max_size AS BIGINT) - CAST(size AS BIGINT)) * 8192 END AS free_bytes
            FROM sys.database_files
            WHERE type = 0
            """);

    private static readonly SqlText SelectPageSize = SqlText.SqliteOnly("PRAGMA page_size");

    /// <summary>How large the database is. For SQLite what may still be added is what the disk has free.</summary>
    public async Task<DatabaseSize?> ReadSizeAsync(CancellationToken cancellation)
    {
        if (database.Engine is SqlEngine.SqlServer)
        {
            return await database.ReadFirstAsync<DatabaseSize>(SelectSize, null, cancellation);
        }

        var pages = await database.ReadFirstAsync<long>(SelectSize, null, cancellation);
        var pageBytes = await database.ReadFirstAsync<long>(SelectPageSize, null, cancellation);
        await using var connection = (SqliteConnection)await database.OpenForReadingAsync(cancellation);
        return new DatabaseSize(pages * pageBytes, FreeBytesBeside(connection.DataSource));
    }

    private static long? FreeBytesBeside(string file)
    {
        try
        {
            // An in-memory database has no folder.
            return Path.IsPathFullyQualified(file) && Path.GetDirectoryName(file) is { } folder ? new DriveInfo(folder).AvailableFreeSpace : null;
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
