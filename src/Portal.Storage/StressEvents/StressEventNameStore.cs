using Dapper;
using Portal.Storage.Audit;
using Portal.Storage.Database;

namespace Portal.Storage.StressEvents;

/// <summary>What operators call stress events, and what they say about them.</summary>
public sealed class StressEventNameStore(PortalDatabase database)
{
    /// <summary>How many names of a fund are read at once: as many as there are events.</summary>
    public const int NamesMax = Settlement.StressEvents.DrawdownScan.EventsMax + 1;

    private static readonly SqlText SelectOfFund = SqlText.Limited("""
        SELECT fund_id, peak_sequence, name, note, named_by, named_at_ms
        FROM stress_event_name
        WHERE fund_id = @FundId
        ORDER BY peak_sequence DESC
        LIMIT @Limit
        """);

    /// <summary>The names of a fund's events, the newest events first, at most <see cref="NamesMax"/>.</summary>
    public Task<IReadOnlyList<StressEventNameRow>> ReadAsync(string fundId, CancellationToken cancellation) =>
        database.ReadAsync<StressEventNameRow>(SelectOfFund, new { FundId = fundId, Limit = NamesMax }, cancellation);

    private static readonly SqlText SelectOne = SqlText.Same("""
        SELECT fund_id, peak_sequence, name, note, named_by, named_at_ms
        FROM stress_event_name
        WHERE fund_id = @FundId AND peak_sequence = @PeakSequence
        """);

    private static readonly SqlText Update = SqlText.Same("""
        UPDATE stress_event_name
        SET name = @Name, note = @Note, named_by = @NamedBy, named_at_ms = @NamedAtMs
        WHERE fund_id = @FundId AND peak_sequence = @PeakSequence
        """);

    private static readonly SqlText Insert = SqlText.Same("""
        INSERT INTO stress_event_name (fund_id, peak_sequence, name, note, named_by, named_at_ms)
        VALUES (@FundId, @PeakSequence, @Name, @Note, @NamedBy, @NamedAtMs)
        """);

    /// <summary>Sets a name and a note, and writes into the audit what stood there before, in the same transaction.</summary>
    /// <param name="row">What stands there from now on.</param>
    /// <param name="audit">From what stood there before, null when nothing did, to what the audit is to say; null to say nothing and leave all as it was.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task SetAsync(StressEventNameRow row, Func<StressEventNameRow?, AuditDraft?> audit, CancellationToken cancellation) =>
        database.WriteTogetherAsync(
            async (connection, transaction) =>
            {
                // Keeps others out, so that the name before is the one that this one follows.
                await AuditStore.LockAsync(database.Engine, connection, transaction, cancellation);
                var before = await connection.QueryFirstOrDefaultAsync<StressEventNameRow>(Command(SelectOne));
                if (audit(before) is not { } draft)
                {
                    return before;
                }

                if (await connection.ExecuteAsync(Command(Update)) == 0)
                {
                    await connection.ExecuteAsync(Command(Insert));
                }

                await AuditStore.AppendAsync(database.Engine, connection, transaction, draft, cancellation);
                return row;

                CommandDefinition Command(SqlText text) => new(text.For(database.Engine), row, transaction, cancellationToken: cancellation);
            },
            cancellation);
}
