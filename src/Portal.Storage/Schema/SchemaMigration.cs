using System.Data.Common;
using Dapper;
using Portal.Settlement;
using Portal.Storage.Database;

namespace Portal.Storage.Schema;

/// <summary>Brings a database to the schema this program knows. Safe to run from several processes at once.</summary>
public sealed class SchemaMigration(PortalDatabase database, TimeProvider time)
{
    private readonly IReadOnlyList<SchemaScript> _scripts = SchemaScript.AllOf(database.Engine);

    internal SchemaMigration(PortalDatabase database, TimeProvider time, IReadOnlyList<SchemaScript> scripts)
        : this(database, time) => _scripts = scripts;

    /// <summary>The newest version this program knows.</summary>
    public int KnownVersion => _scripts[^1].Version;

    /// <summary>Applies what is missing, all of it or nothing, and says how many steps that was.</summary>
    /// <exception cref="SchemaTooNewException">A newer program made the database.</exception>
    public Task<int> ApplyAsync(CancellationToken cancellation)
    {
        Invariant.Holds(
            _scripts.Index().All(static script => script.Item.Version == script.Index + 1), "Schema scripts are numbered from 1 without gaps.");
        return database.WriteTogetherAsync(
            (connection, transaction) => ApplyMissingAsync(connection, transaction, cancellation), cancellation);
    }

    /// <summary>The version of the database as it is now; 0 before the first script.</summary>
    public async Task<int> ReadVersionAsync(CancellationToken cancellation) =>
        (int)await database.ReadFirstAsync<long>(SelectVersion, null, cancellation);

    // SQLite holds the write lock since BEGIN IMMEDIATE. The return value of the procedure is negative when the lock was not got.
    private static readonly SqlText LockSchema = SqlText.SqlServerOnly("""
        DECLARE @Result INT;
        EXEC @Result = sp_getapplock @Resource = N'portal-schema', @LockMode = N'Exclusive', @LockOwner = N'Transaction', @LockTimeout = 60000;
        SELECT @Result;
        """);

    private static readonly SqlText CreateVersions = SqlText.Split(
        sqlite: """
            CREATE TABLE IF NOT EXISTS schema_version (
              version INTEGER NOT NULL PRIMARY KEY,
              name TEXT NOT NULL,
              applied_at_ms INTEGER NOT NULL
            ) STRICT
            """,
        sqlServer: """
            IF OBJECT_ID(N'schema_version') IS NULL
            CREATE TABLE schema_version (
              version BIGINT NOT NULL PRIMARY KEY,
              name NVARCHAR(128) NOT NULL,
              applied_at_ms BIGINT NOT NULL
            )
            """);

    private static readonly SqlText SelectVersion = SqlText.Same("SELECT COALESCE(MAX(version), 0) FROM schema_version");

    private static readonly SqlText InsertVersion = SqlText.Same("""
        INSERT INTO schema_version (version, name, applied_at_ms) VALUES (@Version, @Name, @AppliedAtMs)
        """);

    private async Task<int> ApplyMissingAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancellation)
    {
        if (database.Engine is SqlEngine.SqlServer)
        {
            var granted = await connection.ExecuteScalarAsync<int>(Command(LockSchema.For(database.Engine)));
            if (granted < 0)
            {
                throw new TransientStorageException(new TimeoutException("Another process is changing the schema."));
            }
        }

        await connection.ExecuteAsync(Command(CreateVersions.For(database.Engine)));
        var found = (int)await connection.ExecuteScalarAsync<long>(Command(SelectVersion.For(database.Engine)));
        if (found > KnownVersion)
        {
            throw new SchemaTooNewException(found, KnownVersion);
        }

        foreach (var script in _scripts.Skip(found))
        {
            foreach (var batch in script.Batches())
            {
                await connection.ExecuteAsync(Command(batch));
            }

            var row = new { Version = (long)script.Version, script.Name, AppliedAtMs = time.GetUtcNow().ToUnixTimeMilliseconds() };
            await connection.ExecuteAsync(Command(InsertVersion.For(database.Engine), row));
        }

        return _scripts.Count - found;

        CommandDefinition Command(string text, object? parameters = null) =>
            new(text, parameters, transaction, cancellationToken: cancellation);
    }
}
