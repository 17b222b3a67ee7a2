using System.Data;
using System.Data.Common;
using System.Text;
using Portal.Storage.Database;

namespace Portal.Storage.Intake;

/// <summary>Tells which events are settled already.</summary>
public sealed class SettledRecordStore(PortalDatabase database)
{
    // A few ids are the common case of a live feed, and a statement of many parameters takes longer to prepare than to run.
    private const int SmallChunkMax = 16;

    // SQLite finds a parameter by going through the names of all of them; for SQL Server each chunk is a round trip.
    private const int SqliteChunkMax = 100;
    private const int SqlServerChunkMax = 500;

    /// <summary>The kind of ADL fills, whose ids stand beside what is kept of them.</summary>
    public const long AdlFillKind = 2;

    private static readonly SqlText SelectChunk = SqlText.Split(SelectSettled(SqliteChunkMax), SelectSettled(SqlServerChunkMax));

    private static readonly SqlText SelectSmallChunk = SqlText.Same(SelectSettled(SmallChunkMax));

    private static readonly SqlText SelectFillChunk = SqlText.Split(SelectFills(SqliteChunkMax), SelectFills(SqlServerChunkMax));

    private static readonly SqlText SelectSmallFillChunk = SqlText.Same(SelectFills(SmallChunkMax));

    /// <summary>Of these ids, those that are settled, in no order. Any number of ids; each at most once in the answer.</summary>
    public async Task<IReadOnlyList<SettledRecordRow>> FindAsync(
        string source, long kind, IReadOnlyList<byte[]> externalIds, CancellationToken cancellation)
    {
        var found = new List<SettledRecordRow>();

        // Within a chunk the database answers once; the same id may stand in two.
        var seen = new HashSet<string>(StringComparer.Ordinal);
        if (externalIds.Count == 0)
        {
            return found;
        }

        try
        {
            await using var connection = await database.OpenForReadingAsync(cancellation);
            var isFill = kind == AdlFillKind;
            var (text, chunkMax) = externalIds.Count <= SmallChunkMax ? (isFill ? SelectSmallFillChunk : SelectSmallChunk, SmallChunkMax)
                : (isFill ? SelectFillChunk : SelectChunk, database.Engine is SqlEngine.Sqlite ? SqliteChunkMax : SqlServerChunkMax);
            await using var command = Command(connection, text.For(database.Engine), source, kind, chunkMax);
            for (var start = 0; start < externalIds.Count; start += chunkMax)
            {
                cancellation.ThrowIfCancellationRequested();
                for (var index = 0; index < chunkMax; index++)
                {
                    // What the last chunk lacks stays NULL, which equals nothing.
                    command.Parameters[index + 2].Value = start + index < externalIds.Count ? externalIds[start + index] : DBNull.Value;
                }

                await using var reader = await command.ExecuteReaderAsync(cancellation);
                while (await reader.ReadAsync(cancellation))
                {
                    var id = (byte[])reader.GetValue(0);
                    if (seen.Add(Encoding.Latin1.GetString(id)))
                    {
                        found.Add(new SettledRecordRow(source, kind, id, reader.GetInt64(1), (byte[])reader.GetValue(2)));
                    }
                }
            }
        }
        catch (DbException exception) when (StorageFault.IsForCaller(exception, cancellation))
        {
            throw StorageFault.ForCaller(exception, cancellation);
        }

        return found;
    }

    private static DbCommand Command(DbConnection connection, string text, string source, long kind, int chunkMax)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        Add("@Source", DbType.String, 128, source);
        Add("@Kind", DbType.Int64, 0, kind);
        for (var index = 0; index < chunkMax; index++)
        {
            Add($"@Id{index}", DbType.Binary, SettledRecordRow.ExternalIdMax, DBNull.Value);
        }

        return command;

        void Add(string name, DbType type, int size, object value)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.DbType, parameter.Size, parameter.Value) = (name, type, size, value);
            command.Parameters.Add(parameter);
        }
    }

    private static string SelectSettled(int count) => $"""
        SELECT external_id, sequence, content_hash
        FROM settled_record
        WHERE source = @Source AND kind = @Kind AND external_id IN ({Ids(count)})
        """;

    private static string SelectFills(int count) => $"""
        SELECT external_id, sequence, content_hash
        FROM adl_fill
        WHERE source = @Source AND @Kind = 2 AND external_id IN ({Ids(count)})
        """;

    private static string Ids(int count) => string.Join(", ", Enumerable.Range(0, count).Select(static index => $"@Id{index}"));
}
