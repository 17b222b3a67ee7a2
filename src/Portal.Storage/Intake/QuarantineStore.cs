using Portal.Storage.Database;

namespace Portal.Storage.Intake;

/// <summary>What could not be settled. Written by <see cref="Ledger.LedgerStore"/>.</summary>
public sealed class QuarantineStore(PortalDatabase database)
{
    /// <summary>The longest page.</summary>
    public const int PageMax = 200;

    /// <summary>How many rows one page looks at.</summary>
    public const int ExaminedMax = 5_000;

    /// <summary>The most payloads that one statement deletes.</summary>
    public const int DeletedMax = 500;

    // One pair of texts per index. The predicate that chooses the index stands alone.
    private static readonly SqlText SelectByExternalId = SelectPage("external_id = @ExternalId");
    private static readonly SqlText SelectByProblem = SelectPage("problem_code = @ProblemCode");
    private static readonly SqlText SelectBySource = SelectPage("source = @Source AND status = @Status");
    private static readonly SqlText SelectByStatus = SelectPage("status = @Status");
    private static readonly SqlText SelectByAge = SelectPage("id > 0");

    private static readonly SqlText BoundByExternalId = SelectBound("external_id = @ExternalId");
    private static readonly SqlText BoundByProblem = SelectBound("problem_code = @ProblemCode");
    private static readonly SqlText BoundBySource = SelectBound("source = @Source AND status = @Status");
    private static readonly SqlText BoundByStatus = SelectBound("status = @Status");
    private static readonly SqlText BoundByAge = SelectBound("id > 0");

    /// <summary>A page, newest first, of those with an id below <paramref name="before"/>; null from the newest on.</summary>
    /// <param name="filter">Which ones.</param>
    /// <param name="before">The <see cref="QuarantinePage.Next"/> of the page before.</param>
    /// <param name="limit">At most <see cref="PageMax"/>.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <remarks>A page looks at <see cref="ExaminedMax"/> rows at most, however many there are, and then says how far back it searched.</remarks>
    public async Task<QuarantinePage> ReadPageAsync(QuarantineFilter filter, long? before, int limit, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, PageMax);
        var (selectPage, selectBound) = TextsFor(filter);
        var below = before ?? long.MaxValue;
        var bound = await database.ReadFirstAsync<long>(
            selectBound, new { filter.ExternalId, filter.ProblemCode, filter.Source, filter.Status, Before = below, One = 1, Skip = ExaminedMax - 1 }, cancellation);
        var rows = await database.ReadAsync<QuarantineRow>(
            selectPage,
            new { filter.ExternalId, filter.ProblemCode, filter.Source, filter.Status, filter.Kind, From = bound, Before = below, Limit = limit },
            cancellation);
        return rows.Count == limit ? new QuarantinePage(rows, rows[^1].Id, rows[^1].Id)
            : bound > 0 ? new QuarantinePage(rows, bound, bound)
            : new QuarantinePage(rows, SearchedBackTo: 1, Next: null);
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

    private static readonly SqlText DeletePayloads = SqlText.Limited("""
        UPDATE quarantine
        SET payload = @Nothing, payload_deleted_at_ms = @NowMs
        WHERE id IN (
          SELECT id FROM quarantine WHERE last_seen_ms < @BeforeMs AND payload_deleted_at_ms IS NULL ORDER BY last_seen_ms LIMIT @Limit)
        """);

    /// <summary>Deletes the payloads of records that last came before a time, the oldest first: <see cref="DeletedMax"/> at most. Their hashes and lengths stay.</summary>
    /// <param name="before">Records that last came earlier lose their payload, whether they are closed or not.</param>
    /// <param name="now">When it is deleted.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>How many were deleted; <see cref="DeletedMax"/> means that there may be more.</returns>
    public Task<int> DeletePayloadsAsync(DateTimeOffset before, DateTimeOffset now, CancellationToken cancellation) => database.WriteAsync(
        DeletePayloads,
        new { Nothing = Array.Empty<byte>(), NowMs = now.ToUnixTimeMilliseconds(), BeforeMs = before.ToUnixTimeMilliseconds(), Limit = DeletedMax },
        cancellation);

    private static (SqlText Page, SqlText Bound) TextsFor(QuarantineFilter filter) => filter switch
    {
        { ExternalId: not null } => (SelectByExternalId, BoundByExternalId),
        { ProblemCode: not null } => (SelectByProblem, BoundByProblem),
        { Source: not null, Status: not null } => (SelectBySource, BoundBySource),
        { Status: not null } => (SelectByStatus, BoundByStatus),
        _ => (SelectByAge, BoundByAge),
    };

    private static SqlText SelectPage(string byIndex) => SqlText.Limited($"""
        SELECT {QuarantineRow.Columns}
        FROM quarantine
        WHERE {byIndex} AND id < @Before AND id >= @From
          AND (@ExternalId IS NULL OR external_id = @ExternalId)
          AND (@ProblemCode IS NULL OR problem_code = @ProblemCode)
          AND (@Source IS NULL OR source = @Source)
          AND (@Status IS NULL OR status = @Status)
          AND (@Kind IS NULL OR kind = @Kind)
        ORDER BY id DESC
        LIMIT @Limit
        """);

    // The last row that may be looked at; none when there are fewer.
    private static SqlText SelectBound(string byIndex) => SqlText.Limited($"""
        SELECT id
        FROM quarantine
        WHERE {byIndex} AND id < @Before
        ORDER BY id DESC
        LIMIT @One OFFSET @Skip
        """);
}
