using Dapper;
using Portal.Storage.Database;

namespace Portal.Storage.Deleveraging;

/// <summary>What became of a position snapshot.</summary>
public enum SnapshotOutcome
{
    /// <summary>It stands in the place of the one before.</summary>
    Taken,

    /// <summary>It is the one that stands already.</summary>
    Duplicate,

    /// <summary>One that is as new or newer stands already.</summary>
    Stale,

    /// <summary>There are too many contracts with a queue.</summary>
    TooMany,
}

/// <summary>Keeps the newest position snapshot of each contract, as its ADL queues. For show: settlement never looks at it.</summary>
public sealed class AdlQueueStore(PortalDatabase database)
{
    /// <summary>The longest page.</summary>
    public const int PageMax = 200;

    /// <summary>The most contracts that have a queue.</summary>
    public const int ContractsMax = 10_000;

    private static readonly SqlText Update = SqlText.Same("""
        UPDATE adl_queue
        SET fund_id = @FundId, source = @Source, external_id = @ExternalId, content_hash = @ContentHash, taken_at_ms = @TakenAtMs,
          received_at_ms = @ReceivedAtMs, mark_price = @MarkPrice, long_quintiles = @LongQuintiles, short_quintiles = @ShortQuintiles,
          long_proposed = '0', short_proposed = '0', long_places = @LongPlaces, short_places = @ShortPlaces
        WHERE symbol = @Symbol AND taken_at_ms < @TakenAtMs
        """);

    private static readonly SqlText SelectStanding = SqlText.Same("""
        SELECT source, external_id, content_hash FROM adl_queue WHERE symbol = @Symbol
        """);

    private static readonly SqlText SelectCount = SqlText.Same("SELECT COUNT(*) FROM adl_queue");

    private static readonly SqlText Insert = SqlText.Same("""
        INSERT INTO adl_queue (symbol, fund_id, source, external_id, content_hash, taken_at_ms, received_at_ms, mark_price, long_quintiles,
          short_quintiles, long_proposed, short_proposed, long_places, short_places)
        VALUES (@Symbol, @FundId, @Source, @ExternalId, @ContentHash, @TakenAtMs, @ReceivedAtMs, @MarkPrice, @LongQuintiles,
          @ShortQuintiles, '0', '0', @LongPlaces, @ShortPlaces)
        """);

    /// <summary>Puts a snapshot in the place of an older one of its contract.</summary>
    /// <param name="row">The queues.</param>
    /// <param name="longPlaces">Quantity and score of every ranked long, in order.</param>
    /// <param name="shortPlaces">The same of the shorts.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    public Task<SnapshotOutcome> ReplaceAsync(AdlQueueRow row, string longPlaces, string shortPlaces, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(row);
        var values = new
        {
            row.Symbol,
            row.FundId,
            row.Source,
            row.ExternalId,
            row.ContentHash,
            row.TakenAtMs,
            row.ReceivedAtMs,
            row.MarkPrice,
            row.LongQuintiles,
            row.ShortQuintiles,
            LongPlaces = longPlaces,
            ShortPlaces = shortPlaces,
        };
        return database.WriteTogetherAsync(
            async (connection, transaction) =>
            {
                CommandDefinition Command(SqlText text) => new(text.For(database.Engine), values, transaction, cancellationToken: cancellation);
                if (await connection.ExecuteAsync(Command(Update)) > 0)
                {
                    return SnapshotOutcome.Taken;
                }

                if (await connection.QueryFirstOrDefaultAsync<Standing>(Command(SelectStanding)) is { } standing)
                {
                    var same = standing.Source == row.Source && standing.ExternalId.AsSpan().SequenceEqual(row.ExternalId)
                        && standing.ContentHash.AsSpan().SequenceEqual(row.ContentHash);
                    return same ? SnapshotOutcome.Duplicate : SnapshotOutcome.Stale;
                }

                if (await connection.ExecuteScalarAsync<long>(Command(SelectCount)) >= ContractsMax)
                {
                    return SnapshotOutcome.TooMany;
                }

                await connection.ExecuteAsync(Command(Insert));
                return SnapshotOutcome.Taken;
            },
            cancellation);
    }

    private static readonly SqlText SelectPage = SqlText.Limited($"""
        SELECT {AdlQueueRow.Columns} FROM adl_queue WHERE symbol > @After ORDER BY symbol LIMIT @Limit
        """);

    private static readonly SqlText SelectPageOfFund = SqlText.Limited($"""
        SELECT {AdlQueueRow.Columns} FROM adl_queue WHERE fund_id = @FundId AND symbol > @After ORDER BY symbol LIMIT @Limit
        """);

    /// <summary>Contracts after a symbol, in order; of one fund, or of all.</summary>
    public Task<IReadOnlyList<AdlQueueRow>> ReadPageAsync(string? fundId, string afterSymbol, int limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, PageMax);
        return database.ReadAsync<AdlQueueRow>(
            fundId is null ? SelectPage : SelectPageOfFund, new { FundId = fundId, After = afterSymbol, Limit = limit }, cancellation);
    }

    private static readonly SqlText SelectOne = SqlText.Same($"SELECT {AdlQueueRow.Columns} FROM adl_queue WHERE symbol = @Symbol");

    /// <summary>One contract's queues; null where no snapshot came.</summary>
    public Task<AdlQueueRow?> ReadAsync(string symbol, CancellationToken cancellation) =>
        database.ReadFirstAsync<AdlQueueRow>(SelectOne, new { Symbol = symbol }, cancellation);

    private static readonly SqlText SelectPlaces = SqlText.Same("""
        SELECT taken_at_ms, mark_price, long_proposed, short_proposed, long_places, short_places FROM adl_queue WHERE symbol = @Symbol
        """);

    /// <summary>One contract's queues place by place, up to some hundred kilobytes; null where no snapshot came.</summary>
    public Task<AdlQueuePlacesRow?> ReadPlacesAsync(string symbol, CancellationToken cancellation) =>
        database.ReadFirstAsync<AdlQueuePlacesRow>(SelectPlaces, new { Symbol = symbol }, cancellation);

    private sealed record Standing(string Source, byte[] ExternalId, byte[] ContentHash);
}
