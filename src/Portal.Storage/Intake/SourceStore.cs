using Portal.Storage.Database;

namespace Portal.Storage.Intake;

/// <summary>What has come from which source. Written by <see cref="Ledger.LedgerStore"/>.</summary>
public sealed class SourceStore(PortalDatabase database)
{
    private static readonly SqlText SelectAll = SqlText.Same("""
        SELECT source, last_seen_at_ms, last_source_sequence, gaps, settled, duplicates, conflicts, rejected, dismissed
        FROM source_state
        ORDER BY source
        """);

    /// <summary>Every source, by name.</summary>
    public Task<IReadOnlyList<SourceStateRow>> ReadAllAsync(CancellationToken cancellation) =>
        database.ReadAsync<SourceStateRow>(SelectAll, null, cancellation);
}
