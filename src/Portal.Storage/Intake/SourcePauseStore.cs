using System.Data.Common;
using Dapper;
using Portal.Storage.Audit;
using Portal.Storage.Database;

namespace Portal.Storage.Intake;

/// <summary>Which sources are paused. Each change is written to the audit in the same transaction.</summary>
public sealed class SourcePauseStore(PortalDatabase database)
{
    /// <summary>The longest reason.</summary>
    public const int ReasonMax = 200;

    private static readonly SqlText SelectPaused = SqlText.Same("""
        SELECT source, paused_at_ms, paused_by, reason FROM source_pause WHERE paused_at_ms IS NOT NULL ORDER BY source
        """);

    /// <summary>Every source that is paused, by name.</summary>
    public Task<IReadOnlyList<SourcePauseRow>> ReadAllAsync(CancellationToken cancellation) =>
        database.ReadAsync<SourcePauseRow>(SelectPaused, null, cancellation);

    private static readonly SqlText SelectResumed = SqlText.Same("""
        SELECT source, resumed_at_ms FROM source_pause WHERE paused_at_ms IS NULL AND resumed_at_ms IS NOT NULL ORDER BY source
        """);

    /// <summary>When each source that was paused and is not any more was let send again, by name.</summary>
    public Task<IReadOnlyList<SourceResumedRow>> ReadResumedAsync(CancellationToken cancellation) =>
        database.ReadAsync<SourceResumedRow>(SelectResumed, null, cancellation);

    private static readonly SqlText InsertMissing = SqlText.Same("""
        INSERT INTO source_pause (source, paused_at_ms, paused_by, reason)
        SELECT @Source, NULL, NULL, NULL WHERE NOT EXISTS (SELECT 1 FROM source_pause WHERE source = @Source)
        """);

    private static readonly SqlText Pause = SqlText.Same("""
        UPDATE source_pause SET paused_at_ms = @PausedAtMs, paused_by = @PausedBy, reason = @Reason
        WHERE source = @Source AND paused_at_ms IS NULL
        """);

    /// <summary>Pauses a source: its requests from the next one on, what else it sends within a second or so; false when it is paused already.</summary>
    /// <param name="source">The source.</param>
    /// <param name="reason">Why; at most <see cref="ReasonMax"/> characters.</param>
    /// <param name="audit">Who does it, and when.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<bool> PauseAsync(string source, string reason, AuditDraft audit, CancellationToken cancellation) => ChangeAsync(
        Pause, new { Source = source, PausedAtMs = audit.At.ToUnixTimeMilliseconds(), PausedBy = audit.Person, Reason = reason }, audit, cancellation);

    private static readonly SqlText Resume = SqlText.Same("""
        UPDATE source_pause SET paused_at_ms = NULL, paused_by = NULL, reason = NULL, resumed_at_ms = @ResumedAtMs
        WHERE source = @Source AND paused_at_ms IS NOT NULL
        """);

    /// <summary>Lets a source send again; false when it is not paused.</summary>
    public Task<bool> ResumeAsync(string source, AuditDraft audit, CancellationToken cancellation) =>
        ChangeAsync(Resume, new { Source = source, ResumedAtMs = audit.At.ToUnixTimeMilliseconds() }, audit, cancellation);

    private Task<bool> ChangeAsync(SqlText text, object row, AuditDraft audit, CancellationToken cancellation) => database.WriteTogetherAsync(
        async (connection, transaction) =>
        {
            await ExecuteAsync(connection, transaction, InsertMissing);
            if (await ExecuteAsync(connection, transaction, text) == 0)
            {
                return false;
            }

            await AuditStore.AppendAsync(database.Engine, connection, transaction, audit, cancellation);
            return true;

            Task<int> ExecuteAsync(DbConnection on, DbTransaction within, SqlText what) =>
                on.ExecuteAsync(new CommandDefinition(what.For(database.Engine), row, within, cancellationToken: cancellation));
        },
        cancellation);
}
