using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Dapper;
using Portal.Storage.Audit;
using Portal.Storage.Database;
using Portal.Storage.People;

namespace Portal.Storage.Intake;

/// <summary>Who may send. A source has one key without an end at most, and beside it one at most that is running out.</summary>
/// <remarks>Whatever changes a key is written to the audit in the same transaction, with the key's id as its subject.</remarks>
public sealed class IntakeKeyStore(PortalDatabase database)
{
    /// <summary>How many keys of a source are in force at most.</summary>
    public const int InForceMax = 2;

    private static readonly SqlText SelectAdmitted = SqlText.Same("""
        SELECT k.key_id, p.paused_at_ms
        FROM intake_key AS k LEFT JOIN source_pause AS p ON p.source = k.source
        WHERE k.source = @Source AND k.revoked_at_ms IS NULL AND (k.ends_at_ms IS NULL OR k.ends_at_ms > @NowMs)
        ORDER BY k.generation DESC
        """);

    /// <summary>The keys that a source may sign with now, newest first, and whether it is paused. Asked for every request, so a revoked key ends with the next one.</summary>
    public Task<IReadOnlyList<AdmittedKeyRow>> FindAdmittedAsync(string source, DateTimeOffset now, CancellationToken cancellation) =>
        database.ReadAsync<AdmittedKeyRow>(SelectAdmitted, new { Source = source, NowMs = now.ToUnixTimeMilliseconds() }, cancellation);

    private static readonly SqlText SelectAll = SqlText.Same($"SELECT {IntakeKeyRow.Columns} FROM intake_key ORDER BY source, generation");

    /// <summary>Every key there ever was, by source and generation.</summary>
    public Task<IReadOnlyList<IntakeKeyRow>> ReadAllAsync(CancellationToken cancellation) =>
        database.ReadAsync<IntakeKeyRow>(SelectAll, null, cancellation);

    /// <summary>Makes a source's next key for the command line.</summary>
    public Task<IntakeKeyRow?> AddAsync(string source, DateTimeOffset now, CancellationToken cancellation) =>
        AddAsync(source, new AuditDraft(now, InvitationStore.CommandLine, "local", "key.added", source), cancellation);

    /// <summary>Makes a source's next key; null when it has one in force, which has to be replaced or revoked.</summary>
    /// <param name="source">The source.</param>
    /// <param name="audit">Who makes it, and when.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<IntakeKeyRow?> AddAsync(string source, AuditDraft audit, CancellationToken cancellation) => TogetherAsync<IntakeKeyRow?>(
        source,
        async (run, keys) =>
        {
            if (keys.Any(key => key.WorksAt(audit.At)))
            {
                return null;
            }

            var added = Next(source, keys, audit.At);
            await run.ExecuteAsync(Insert, added);
            await run.NoteAsync(audit with { Subject = added.KeyId });
            return added;
        },
        cancellation);

    /// <summary>Makes a new key, which works at once, and lets the one in force work until a time.</summary>
    /// <param name="source">The source.</param>
    /// <param name="endsAt">From when on the old key no longer works; an end that it has already and that comes sooner stays.</param>
    /// <param name="audit">Who does it, and when.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<IntakeKeyRotation> RotateAsync(string source, DateTimeOffset endsAt, AuditDraft audit, CancellationToken cancellation) => TogetherAsync(
        source,
        async (run, keys) =>
        {
            var inForce = keys.Where(key => key.WorksAt(audit.At)).ToArray();
            if (inForce.Length != 1)
            {
                return new IntakeKeyRotation(
                    inForce.Length == 0 ? IntakeKeyRotationOutcome.NothingInForce : IntakeKeyRotationOutcome.StillRotating, null, null);
            }

            var end = Math.Min(inForce[0].EndsAtMs ?? long.MaxValue, endsAt.ToUnixTimeMilliseconds());
            var (added, replaced) = (Next(source, keys, audit.At), inForce[0] with { EndsAtMs = end });
            await run.ExecuteAsync(SetEnd, replaced);
            await run.ExecuteAsync(Insert, added);
            var details = new { replaces = replaced.KeyId, endsAt = DateTimeOffset.FromUnixTimeMilliseconds(end).UtcDateTime };
            await run.NoteAsync(audit with { Subject = added.KeyId, Details = JsonSerializer.Serialize(details) });
            return new IntakeKeyRotation(IntakeKeyRotationOutcome.Rotated, added, replaced);
        },
        cancellation);

    /// <summary>Revokes keys of a source that are in force. The next request that is signed with one of them is refused.</summary>
    /// <param name="source">The source.</param>
    /// <param name="keyId">The one key meant; null for every one that is in force.</param>
    /// <param name="audit">Who does it, and when.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>What was revoked; empty when nothing of it was in force.</returns>
    public Task<IReadOnlyList<IntakeKeyRow>> RevokeAsync(string source, string? keyId, AuditDraft audit, CancellationToken cancellation) => TogetherAsync(
        source,
        async (run, keys) =>
        {
            IReadOnlyList<IntakeKeyRow> revoked =
            [
                .. keys.Where(key => key.WorksAt(audit.At) && (keyId is null || key.KeyId == keyId))
                    .Select(key => key with { RevokedAtMs = audit.At.ToUnixTimeMilliseconds() }),
            ];
            foreach (var key in revoked)
            {
                await run.ExecuteAsync(SetRevoked, key);
                await run.NoteAsync(audit with { Subject = key.KeyId });
            }

            return revoked;
        },
        cancellation);

    private static readonly SqlText NoteUse = SqlText.Same("""
        UPDATE intake_key SET last_used_at_ms = @AtMs
        WHERE key_id = @KeyId AND (last_used_at_ms IS NULL OR last_used_at_ms < @AtMs)
        """);

    /// <summary>Notes when a key was last used; an earlier time changes nothing.</summary>
    public Task NoteUseAsync(string keyId, DateTimeOffset at, CancellationToken cancellation) =>
        database.WriteAsync(NoteUse, new { KeyId = keyId, AtMs = at.ToUnixTimeMilliseconds() }, cancellation);

    // Locks the source's keys to the end of the transaction, so that of two who replace one at once the second sees the first.
    private static readonly SqlText Lock = SqlText.Same("UPDATE intake_key SET generation = generation WHERE source = @Source");

    private static readonly SqlText SelectOfSource = SqlText.Same($"""
        SELECT {IntakeKeyRow.Columns} FROM intake_key WHERE source = @Source ORDER BY generation
        """);

    private static readonly SqlText Insert = SqlText.Same($"""
        INSERT INTO intake_key ({IntakeKeyRow.Columns})
        VALUES (@KeyId, @Source, @Generation, @CreatedAtMs, NULL, NULL, NULL)
        """);

    private static readonly SqlText SetEnd = SqlText.Same("UPDATE intake_key SET ends_at_ms = @EndsAtMs WHERE key_id = @KeyId");

    private static readonly SqlText SetRevoked = SqlText.Same("UPDATE intake_key SET revoked_at_ms = @RevokedAtMs WHERE key_id = @KeyId");

    private static IntakeKeyRow Next(string source, IReadOnlyList<IntakeKeyRow> keys, DateTimeOffset now)
    {
        var generation = keys.Count == 0 ? 1 : keys[^1].Generation + 1;
        return new IntakeKeyRow(
            string.Create(CultureInfo.InvariantCulture, $"{source}/{generation}"), source, generation, now.ToUnixTimeMilliseconds(), RevokedAtMs: null);
    }

    private Task<T> TogetherAsync<T>(string source, Func<Run, IReadOnlyList<IntakeKeyRow>, Task<T>> work, CancellationToken cancellation) =>
        database.WriteTogetherAsync(
            async (connection, transaction) =>
            {
                var run = new Run(database.Engine, connection, transaction, cancellation);
                await run.ExecuteAsync(Lock, new { Source = source });
                var keys = await connection.QueryAsync<IntakeKeyRow>(run.Command(SelectOfSource, new { Source = source }));
                return await work(run, keys.AsList());
            },
            cancellation);

    /// <summary>The statements of one transaction.</summary>
    private sealed class Run(SqlEngine engine, DbConnection connection, DbTransaction transaction, CancellationToken cancellation)
    {
        public CommandDefinition Command(SqlText text, object parameters) => new(text.For(engine), parameters, transaction, cancellationToken: cancellation);

        public Task<int> ExecuteAsync(SqlText text, object parameters) => connection.ExecuteAsync(Command(text, parameters));

        public Task<AuditRow> NoteAsync(AuditDraft audit) => AuditStore.AppendAsync(engine, connection, transaction, audit, cancellation);
    }
}
