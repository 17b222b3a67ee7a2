using System.Data;
using System.Data.Common;
using Portal.Storage.Database;

namespace Portal.Storage.Intake;

/// <summary>Tells which events are settled already.</summary>
public sealed class SettledRecordStore(PortalDatabase database)
{
    private const int ChunkMax = 500;

    // A few ids are the common case of a live feed, and a statement of 500 parameters takes longer to prepare than to run.
    private const int SmallChunkMax = 16;

    private static readonly SqlText SelectChunk = SelectSettled(ChunkMax);

    private static readonly SqlText SelectSmallChunk = SelectSettled(SmallChunkMax);

    /// <summary>Of these ids, those that are settled, in no order. Any number of ids; each at most once in the answer.</summary>
    public async Task<IReadOnlyList<SettledRecordRow>> FindAsync(
        string source, long kind, IReadOnlyList<byte[]> externalIds, CancellationToken cancellation)
    {
        var found = new List<SettledRecordRow>();
        if (externalIds.Count == 0)
        {
            return found;
        }

        try
        {
            await using var connection = await database.OpenForReadingAsync(cancellation);
            var chunkMax = externalIds.Count <= SmallChunkMax ? SmallChunkMax : ChunkMax;
            await using var command = Command(connection, source, kind, chunkMax);
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
                    found.Add(new SettledRecordRow(
                        source, kind, (byte[])reader.GetValue(0), reader.GetInt64(1), (byte[])reader.GetValue(2)));
                }
            }
        }
        catch (DbException exception) when (StorageFault.IsForCaller(exception, cancellation))
        {
            throw StorageFault.ForCaller(exception, cancellation);
        }

        return found;
    }

    private DbCommand Command(DbConnection connection, string source, long kind, int chunkMax)
    {
        var command = connection.CreateCommand();
        command.CommandText = (chunkMax == ChunkMax ? SelectChunk : SelectSmallChunk).For(database.Engine);
        Add("@Source", DbType.String, 128, source);
        Add("@Kind", DbType.Int64, 0, kind);
        for (var index = 0; index < chunkMax; index++)
        {
            Add($"@Id{index}", DbType.Binary, SettledRecordRow.ExternalIdMax, DBNull.Value);
        }

        command.Prepare();
        return command;

        void Add(string name, DbType type, int size, object value)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.DbType, parameter.Size, parameter.Value) = (name, type, size, value);
            command.Parameters.Add(parameter);
        }
    }

    private static SqlText SelectSettled(int count) => SqlText.Same($"""
        SELECT external_id, sequence, content_hash
        FROM settled_record
        WHERE source = @Source AND kind = @Kind AND external_id IN ({string.Join(", ", Enumerable.Range(0, count).Select(index => $"@Id{index}"))})
        """);
}
