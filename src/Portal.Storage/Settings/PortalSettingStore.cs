using Dapper;
using Portal.Storage.Audit;
using Portal.Storage.Database;

namespace Portal.Storage.Settings;

/// <summary>Small facts about the database itself, such as its identity.</summary>
public sealed class PortalSettingStore(PortalDatabase database)
{
    private static readonly SqlText SelectValue = SqlText.Same("SELECT value FROM portal_setting WHERE name = @Name");

    /// <summary>A setting's value; null when it is not set.</summary>
    public Task<string?> ReadAsync(string name, CancellationToken cancellation) =>
        database.ReadFirstAsync<string>(SelectValue, new { Name = name }, cancellation);

    private static readonly SqlText InsertMissing = SqlText.Same("""
        INSERT INTO portal_setting (name, value)
        SELECT @Name, @Value WHERE NOT EXISTS (SELECT 1 FROM portal_setting WHERE name = @Name)
        """);

    /// <summary>The value a setting has, which is <paramref name="value"/> if it had none: the first of several processes decides.</summary>
    public Task<string> ReadOrAddAsync(string name, string value, CancellationToken cancellation) =>
        database.WriteTogetherAsync(
            async (connection, transaction) =>
            {
                await connection.ExecuteAsync(new CommandDefinition(
                    InsertMissing.For(database.Engine), new { Name = name, Value = value }, transaction, cancellationToken: cancellation));
                return (await connection.ExecuteScalarAsync<string>(new CommandDefinition(
                    SelectValue.For(database.Engine), new { Name = name }, transaction, cancellationToken: cancellation)))!;
            },
            cancellation);

    private static readonly SqlText Touch = SqlText.Same("UPDATE portal_setting SET value = value WHERE name = @Name");

    private static readonly SqlText Update = SqlText.Same("UPDATE portal_setting SET value = @Value WHERE name = @Name");

    /// <summary>Sets a value.</summary>
    public Task SetAsync(string name, string value, CancellationToken cancellation) => SetAsync(name, value, static _ => null, cancellation);

    /// <summary>Sets a value, and writes into the audit what it was and what it is, in the same transaction.</summary>
    /// <param name="name">The setting.</param>
    /// <param name="value">Its new value.</param>
    /// <param name="audit">From the value before, null when there was none, to what the audit is to say; null for nothing.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task SetAsync(string name, string value, Func<string?, AuditDraft?> audit, CancellationToken cancellation) =>
        database.WriteTogetherAsync(
            async (connection, transaction) =>
            {
                // Written first: it locks the row, so that the value before is the one that this one follows.
                var row = new { Name = name, Value = value };
                await connection.ExecuteAsync(Command(Touch, row));
                var before = await connection.ExecuteScalarAsync<string?>(Command(SelectValue, row));
                if (await connection.ExecuteAsync(Command(Update, row)) == 0)
                {
                    await connection.ExecuteAsync(Command(InsertMissing, row));
                }

                return audit(before) is { } draft ? await AuditStore.AppendAsync(database.Engine, connection, transaction, draft, cancellation) : null;

                CommandDefinition Command(SqlText text, object parameters) =>
                    new(text.For(database.Engine), parameters, transaction, cancellationToken: cancellation);
            },
            cancellation);
}
