using Dapper;
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

    private static readonly SqlText Update = SqlText.Same("UPDATE portal_setting SET value = @Value WHERE name = @Name");

    /// <summary>Sets a value.</summary>
    public Task SetAsync(string name, string value, CancellationToken cancellation) =>
        database.WriteTogetherAsync(
            async (connection, transaction) =>
            {
                var row = new { Name = name, Value = value };
                var updated = await connection.ExecuteAsync(new CommandDefinition(
                    Update.For(database.Engine), row, transaction, cancellationToken: cancellation));
                return updated > 0 ? updated : await connection.ExecuteAsync(new CommandDefinition(
                    InsertMissing.For(database.Engine), row, transaction, cancellationToken: cancellation));
            },
            cancellation);
}
