using Portal.Storage.Database;

namespace Portal.Storage.Deleveraging;

/// <summary>Finds the times that ADL was on. Written by <see cref="Ledger.LedgerStore"/>.</summary>
public sealed class AdlEventStore(PortalDatabase database)
{
    /// <summary>The longest page.</summary>
    public const int PageMax = 200;

    private static readonly SqlText SelectPage = SqlText.Limited($"""
        SELECT {AdlEventEntryRow.Columns}
        FROM adl_event AS a
        INNER JOIN ledger_entry AS s ON s.sequence = a.start_sequence
        LEFT JOIN ledger_entry AS e ON e.sequence = a.end_sequence
        WHERE a.start_sequence < @Before
        ORDER BY a.start_sequence DESC
        LIMIT @Limit
        """);

    private static readonly SqlText SelectPageOfFund = SqlText.Limited($"""
        SELECT {AdlEventEntryRow.Columns}
        FROM adl_event AS a
        INNER JOIN ledger_entry AS s ON s.sequence = a.start_sequence
        LEFT JOIN ledger_entry AS e ON e.sequence = a.end_sequence
        WHERE a.fund_id = @FundId AND a.start_sequence < @Before
        ORDER BY a.start_sequence DESC
        LIMIT @Limit
        """);

    /// <summary>Those that started before an entry, newest first; of one fund, or of all.</summary>
    public Task<IReadOnlyList<AdlEventEntryRow>> ReadPageAsync(string? fundId, long? before, int limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, PageMax);
        return database.ReadAsync<AdlEventEntryRow>(
            fundId is null ? SelectPage : SelectPageOfFund, new { FundId = fundId, Before = before ?? long.MaxValue, Limit = limit }, cancellation);
    }

    private static readonly SqlText SelectOne = SqlText.Same($"""
        SELECT {AdlEventEntryRow.Columns}
        FROM adl_event AS a
        INNER JOIN ledger_entry AS s ON s.sequence = a.start_sequence
        LEFT JOIN ledger_entry AS e ON e.sequence = a.end_sequence
        WHERE a.start_sequence = @Sequence
        """);

    /// <summary>One event by the entry that started it; null when there is none.</summary>
    public Task<AdlEventEntryRow?> ReadAsync(long startSequence, CancellationToken cancellation) =>
        database.ReadFirstAsync<AdlEventEntryRow>(SelectOne, new { Sequence = startSequence }, cancellation);
}
