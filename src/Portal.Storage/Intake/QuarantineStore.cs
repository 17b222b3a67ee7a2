using Portal.Storage.Database;

namespace Portal.Storage.Intake;

/// <summary>What could not be settled. Written by <see cref="Ledger.LedgerStore"/>.</summary>
public sealed class QuarantineStore(PortalDatabase database)
{
    /// <summary>The longest page.</summary>
    public const int PageMax = 200;

    private static readonly SqlText SelectPage = SqlText.Limited($"""
        SELECT {QuarantineRow.Columns}
        FROM quarantine
        WHERE id < @Before
        ORDER BY id DESC
        LIMIT @Limit
        """);

    private static readonly SqlText SelectPageOfStatus = SqlText.Limited($"""
        SELECT {QuarantineRow.Columns}
        FROM quarantine
        WHERE status = @Status AND id < @Before
        ORDER BY id DESC
        LIMIT @Limit
        """);

    private static readonly SqlText SelectPageOfSource = SqlText.Limited($"""
        SELECT {QuarantineRow.Columns}
        FROM quarantine
        WHERE source = @Source AND status = @Status AND id < @Before
        ORDER BY id DESC
        LIMIT @Limit
        """);

    /// <summary>A page, newest first, of those with an id below <paramref name="before"/>; null from the newest on.</summary>
    /// <param name="status">Only those with this status; null for all.</param>
    /// <param name="source">Only those of this source; then a status is needed too.</param>
    /// <param name="before">The last id of the page before.</param>
    /// <param name="limit">At most <see cref="PageMax"/>.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<IReadOnlyList<QuarantineRow>> ReadPageAsync(
        string? status, string? source, long? before, int limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, PageMax);
        if (source is not null && status is null)
        {
            throw new ArgumentException("A page of one source is of one status too.", nameof(status));
        }

        var text = source is not null ? SelectPageOfSource : status is not null ? SelectPageOfStatus : SelectPage;
        return database.ReadAsync<QuarantineRow>(
            text, new { Status = status, Source = source, Before = before ?? long.MaxValue, Limit = limit }, cancellation);
    }

    private static readonly SqlText SelectOne = SqlText.Same($"""
        SELECT {QuarantineRow.Columns} FROM quarantine WHERE id = @Id
        """);

    /// <summary>One row; null when there is none.</summary>
    public Task<QuarantineRow?> ReadAsync(long id, CancellationToken cancellation) =>
        database.ReadFirstAsync<QuarantineRow>(SelectOne, new { Id = id }, cancellation);

    private static readonly SqlText SelectOpenOfId = SqlText.Same($"""
        SELECT {QuarantineRow.Columns}
        FROM quarantine
        WHERE source = @Source AND kind = @Kind AND external_id = @ExternalId AND status = 'open'
        ORDER BY id
        """);

    /// <summary>What is open under one id of a source, oldest first.</summary>
    public Task<IReadOnlyList<QuarantineRow>> ReadOpenAsync(
        string source, long kind, byte[] externalId, CancellationToken cancellation) =>
        database.ReadAsync<QuarantineRow>(SelectOpenOfId, new { Source = source, Kind = kind, ExternalId = externalId }, cancellation);

    private static readonly SqlText SelectCounts = SqlText.Same("""
        SELECT source, status, CAST(COUNT(*) AS BIGINT) AS row_count
        FROM quarantine
        GROUP BY source, status
        ORDER BY source, status
        """);

    /// <summary>How many rows there are per source and status.</summary>
    public Task<IReadOnlyList<QuarantineCount>> ReadCountsAsync(CancellationToken cancellation) =>
        database.ReadAsync<QuarantineCount>(SelectCounts, null, cancellation);
}
