using System.Data;
using Dapper;
using Portal.Storage.Database;

namespace Portal.Storage.Deleveraging;

/// <summary>Finds losses that liquidations left uncovered, and what ADL closed for them. Written by <see cref="Ledger.LedgerStore"/>.</summary>
public sealed class AdlLossStore(PortalDatabase database)
{
    /// <summary>The longest page.</summary>
    public const int PageMax = 200;

    private const int ChunkMax = 50;

    private static readonly SqlText SelectPage = SqlText.Limited($"""
        SELECT {AdlLossEntryRow.Columns}
        FROM adl_loss AS o
        INNER JOIN ledger_entry AS l ON l.sequence = o.sequence
        LEFT JOIN adl_proposal AS p ON p.liquidation_sequence = o.sequence
        WHERE o.event_sequence = @EventSequence AND o.sequence < @Before
        ORDER BY o.sequence DESC
        LIMIT @Limit
        """);

    /// <summary>The losses of an event below a sequence, newest first.</summary>
    public Task<IReadOnlyList<AdlLossEntryRow>> ReadPageAsync(long eventSequence, long? before, int limit, CancellationToken cancellation) =>
        database.ReadAsync<AdlLossEntryRow>(
            SelectPage, new { EventSequence = eventSequence, Before = before ?? long.MaxValue, Limit = Checked(limit) }, cancellation);

    private static readonly SqlText SelectOne = SqlText.Same($"""
        SELECT {AdlLossEntryRow.Columns}
        FROM adl_loss AS o
        INNER JOIN ledger_entry AS l ON l.sequence = o.sequence
        LEFT JOIN adl_proposal AS p ON p.liquidation_sequence = o.sequence
        WHERE o.sequence = @Sequence
        """);

    /// <summary>The loss of a liquidation; null where it left none.</summary>
    public Task<AdlLossEntryRow?> ReadAsync(long liquidationSequence, CancellationToken cancellation) =>
        database.ReadFirstAsync<AdlLossEntryRow>(SelectOne, new { Sequence = liquidationSequence }, cancellation);

    private static readonly SqlText SelectFills = SqlText.Limited($"""
        SELECT {AdlFillRow.Columns}
        FROM adl_fill
        WHERE liquidation_sequence = @Sequence AND sequence > @After
        ORDER BY sequence
        LIMIT @Limit
        """);

    /// <summary>What ADL closed for a liquidation, in order.</summary>
    public Task<IReadOnlyList<AdlFillRow>> ReadFillsAsync(long liquidationSequence, long afterSequence, int limit, CancellationToken cancellation) =>
        database.ReadAsync<AdlFillRow>(SelectFills, new { Sequence = liquidationSequence, After = afterSequence, Limit = Checked(limit) }, cancellation);

    private static readonly SqlText SelectRecovered = SqlText.Same($"""
        SELECT o.sequence, o.recovered_units, l.bytes
        FROM adl_loss AS o
        INNER JOIN ledger_entry AS l ON l.sequence = o.sequence
        WHERE o.sequence IN ({string.Join(", ", Enumerable.Range(0, ChunkMax).Select(static index => $"@Sequence{index}"))})
        """);

    /// <summary>What fills have recovered of each of these liquidations' losses, with the bytes of their entries; those that left none are not in the answer.</summary>
    public async Task<IReadOnlyList<(long Sequence, long RecoveredUnits, byte[] Bytes)>> FindRecoveredAsync(IReadOnlyList<long> liquidationSequences, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(liquidationSequences);
        var found = new List<(long Sequence, long RecoveredUnits, byte[] Bytes)>();
        foreach (var chunk in liquidationSequences.Chunk(ChunkMax))
        {
            var parameters = new DynamicParameters();
            for (var index = 0; index < ChunkMax; index++)
            {
                // What the last chunk lacks is an entry that there is not.
                parameters.Add($"Sequence{index}", index < chunk.Length ? chunk[index] : 0L, DbType.Int64);
            }

            found.AddRange(await database.ReadAsync<(long, long, byte[])>(SelectRecovered, parameters, cancellation));
        }

        return found;
    }

    private static int Checked(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, PageMax);
        return limit;
    }
}
