using System.Data.Common;
using Dapper;
using Portal.Storage.Audit;
using Portal.Storage.Database;

namespace Portal.Storage.TransparencyLog;

/// <summary>What the log is published from: full tiles, the newest checkpoint, the keys. Leaf hashes are in the ledger's rows.</summary>
public sealed class LogStore(PortalDatabase database)
{
    private static readonly SqlText SelectCheckpoint = SqlText.Same("""
        SELECT size, root, generation, signed_at_ms, note FROM log_checkpoint WHERE id = 1
        """);

    /// <summary>The newest checkpoint; null before the first.</summary>
    public Task<LogCheckpointRow?> ReadCheckpointAsync(CancellationToken cancellation) =>
        database.ReadFirstAsync<LogCheckpointRow>(SelectCheckpoint, null, cancellation);

    private static readonly SqlText SelectKeys = SqlText.Same("""
        SELECT generation, vkey, from_size, made_at_ms, handover FROM log_key ORDER BY generation
        """);

    /// <summary>The keys in their order; none before the first worker.</summary>
    public Task<IReadOnlyList<LogKeyRow>> ReadKeysAsync(CancellationToken cancellation) =>
        database.ReadAsync<LogKeyRow>(SelectKeys, null, cancellation);

    private static readonly SqlText SelectTile = SqlText.Same("""
        SELECT hashes FROM log_tile WHERE tile_level = @Level AND tile_index = @Index
        """);

    /// <summary>The 256 hashes of a full tile; null when there is no such tile.</summary>
    public Task<byte[]?> ReadTileAsync(int level, long index, CancellationToken cancellation) =>
        database.ReadFirstAsync<byte[]>(SelectTile, new { Level = (long)level, Index = index }, cancellation);

    private static readonly SqlText SelectRoots = SqlText.Limited("""
        SELECT root FROM log_tile WHERE tile_level = @Level AND tile_index >= @First ORDER BY tile_index LIMIT @Limit
        """);

    /// <summary>The roots of neighbouring full tiles, in order.</summary>
    public Task<IReadOnlyList<byte[]>> ReadRootsAsync(int level, long firstIndex, int limit, CancellationToken cancellation) =>
        database.ReadAsync<byte[]>(SelectRoots, new { Level = (long)level, First = firstIndex, Limit = limit }, cancellation);

    private static readonly SqlText InsertKey = SqlText.Same("""
        INSERT INTO log_key (generation, vkey, from_size, made_at_ms, handover)
        SELECT @Generation, @Vkey, @FromSize, @MadeAtMs, @Handover
        WHERE (SELECT COALESCE(MAX(generation), 0) FROM log_key) = @Generation - 1
        """);

    /// <summary>Adds the next key; false when somebody else added one of its generation.</summary>
    public async Task<bool> TryAddKeyAsync(LogKeyRow key, CancellationToken cancellation)
    {
        try
        {
            return await database.WriteAsync(InsertKey, key, cancellation) == 1;
        }
        catch (DbException exception) when (StorageFault.IsDuplicateKey(exception))
        {
            // Both looked before either wrote.
            return false;
        }
    }

    // Compare and swap: a checkpoint is replaced by whoever knows it and has the key that signs. Nothing else ever is.
    private static readonly SqlText ReplaceCheckpoint = SqlText.Same("""
        UPDATE log_checkpoint
        SET size = @Size, root = @Root, signed_at_ms = @SignedAtMs, note = @Note
        WHERE id = 1 AND size = @SeenSize AND root = @SeenRoot AND generation = @Generation
        """);

    private static readonly SqlText InsertCheckpoint = SqlText.Same("""
        INSERT INTO log_checkpoint (id, size, root, generation, signed_at_ms, note)
        SELECT 1, @Size, @Root, @Generation, @SignedAtMs, @Note
        WHERE NOT EXISTS (SELECT 1 FROM log_checkpoint WHERE id = 1)
        """);

    private static readonly SqlText InsertTile = SqlText.Same("""
        INSERT INTO log_tile (tile_level, tile_index, root, hashes) VALUES (@TileLevel, @TileIndex, @Root, @Hashes)
        """);

    /// <summary>Replaces the checkpoint the caller saw by a newer one and adds the tiles that were filled in between: all of it or nothing.</summary>
    /// <param name="seen">The checkpoint the new one was built on; null when there was none.</param>
    /// <param name="next">The new one, signed.</param>
    /// <param name="filled">The tiles that are full at its size and were not at the size of <paramref name="seen"/>.</param>
    /// <param name="cancellation">Gives up; nothing is stored then unless the commit was under way.</param>
    /// <returns>False when the checkpoint is not as it was seen any more, or a newer key signs; nothing is stored.</returns>
    public async Task<bool> TryPublishAsync(
        LogCheckpointRow? seen, LogCheckpointRow next, IReadOnlyCollection<LogTileRow> filled, CancellationToken cancellation)
    {
        try
        {
            return await database.WriteTogetherAsync(
                async (connection, transaction) =>
                {
                    var row = new { next.Size, next.Root, next.Generation, next.SignedAtMs, next.Note, SeenSize = seen?.Size, SeenRoot = seen?.Root };
                    var text = seen is null ? InsertCheckpoint : ReplaceCheckpoint;
                    if (await connection.ExecuteAsync(Command(text, row)) == 0)
                    {
                        return false;
                    }

                    foreach (var tile in filled)
                    {
                        await connection.ExecuteAsync(Command(InsertTile, tile));
                    }

                    return true;

                    CommandDefinition Command(SqlText what, object parameters) =>
                        new(what.For(database.Engine), parameters, transaction, cancellationToken: cancellation);
                },
                cancellation);
        }
        catch (DbException exception) when (seen is null && StorageFault.IsDuplicateKey(exception))
        {
            return false;
        }
    }

    private static readonly SqlText HandOverCheckpoint = SqlText.Same("""
        UPDATE log_checkpoint SET note = @Note, signed_at_ms = @SignedAtMs, generation = @Generation
        WHERE id = 1 AND size = @Size AND root = @Root AND generation = @Generation - 1
        """);

    /// <summary>Makes a key the one that signs from now on, and the note that names it the newest checkpoint.</summary>
    /// <param name="successor">The new key.</param>
    /// <param name="last">The newest checkpoint with the generation of <paramref name="successor"/>; its note is the last one that the old key signs.</param>
    /// <param name="audit">Who does it; written in the same transaction.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>False when the log has grown or changed keys since; nothing is stored.</returns>
    public async Task<bool> TryHandOverAsync(LogKeyRow successor, LogCheckpointRow last, AuditDraft audit, CancellationToken cancellation)
    {
        try
        {
            return await database.WriteTogetherAsync(
                async (connection, transaction) =>
                {
                    if (await ExecuteAsync(InsertKey, successor) != 1 || await ExecuteAsync(HandOverCheckpoint, last) != 1)
                    {
                        throw new TooLateException();
                    }

                    await AuditStore.AppendAsync(database.Engine, connection, transaction, audit, cancellation);
                    return true;

                    Task<int> ExecuteAsync(SqlText text, object parameters) => connection.ExecuteAsync(new CommandDefinition(
                        text.For(database.Engine), parameters, transaction, cancellationToken: cancellation));
                },
                cancellation);
        }
        catch (TooLateException)
        {
            return false;
        }
        catch (DbException exception) when (StorageFault.IsDuplicateKey(exception))
        {
            return false;
        }
    }

    // Leaves the transaction so that it is rolled back.
    private sealed class TooLateException : Exception;
}
