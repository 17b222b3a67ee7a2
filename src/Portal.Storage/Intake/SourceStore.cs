using Portal.Storage.Database;

namespace Portal.Storage.Intake;

/// <summary>What has come from which source. Written by <see cref="Ledger.LedgerStore"/>.</summary>
public sealed class SourceStore(PortalDatabase database)
{
    private const long MinuteMs = 60_000;
    private const long HourMs = 3_600_000;

    private static readonly SqlText SelectAll = SqlText.Same("""
        SELECT source, last_seen_at_ms, last_source_sequence, gaps, settled, duplicates, conflicts, rejected, dismissed,
          last_settled_at_ms, last_occurred_at_ms, last_problem_at_ms, last_problem_code, last_problem_field, corrected
        FROM source_state
        ORDER BY source
        """);

    /// <summary>Every source, by name.</summary>
    public Task<IReadOnlyList<SourceStateRow>> ReadAllAsync(CancellationToken cancellation) =>
        database.ReadAsync<SourceStateRow>(SelectAll, null, cancellation);

    private static readonly SqlText SelectFlow = SqlText.Same("""
        SELECT source, CAST(SUM(CASE WHEN start_ms >= @MinuteFromMs THEN records ELSE 0 END) AS BIGINT) AS minute_records,
          CAST(SUM(records) AS BIGINT) AS hour_records
        FROM source_flow
        WHERE start_ms >= @HourFromMs AND start_ms <= @NowMs
        GROUP BY source
        ORDER BY source
        """);

    /// <summary>What came lately from each source that sent anything in the last hour, and how many seconds the two counts span.</summary>
    public async Task<(IReadOnlyList<SourceFlowRow> Rows, decimal MinuteSeconds, decimal HourSeconds)> ReadFlowAsync(
        DateTimeOffset now, CancellationToken cancellation)
    {
        var nowMs = now.ToUnixTimeMilliseconds();

        // A slot begun before the span would bring records from before it, so the span begins with the first whole slot.
        var (minuteFrom, hourFrom) = (SourceFlow.StartOf(nowMs) + SourceFlow.SlotMs - MinuteMs, SourceFlow.StartOf(nowMs) + SourceFlow.SlotMs - HourMs);
        var rows = await database.ReadAsync<SourceFlowRow>(
            SelectFlow, new { MinuteFromMs = minuteFrom, HourFromMs = hourFrom, NowMs = nowMs }, cancellation);
        return (rows, (nowMs - minuteFrom) / 1000m, (nowMs - hourFrom) / 1000m);
    }
}
