using Portal.Settlement.TransparencyLog;
using Portal.Storage.Ledger;

namespace Portal.Storage.TransparencyLog;

/// <summary>The tiles of the log: a full one is a row, a partial one is made of the leaf hashes of up to 255 entries or the roots of up to 255 tiles.</summary>
public sealed class LogTiles(LogStore log, LedgerStore ledger)
{
    /// <summary>The hashes of a tile, one behind the other; null when some of them are not stored.</summary>
    /// <remarks>What no checkpoint covers yet is read too: whoever publishes asks <see cref="TileAddress.LeavesNeeded"/> first.</remarks>
    public async Task<byte[]?> ReadAsync(TileAddress tile, CancellationToken cancellation)
    {
        if (tile.IsFull)
        {
            return await log.ReadTileAsync(tile.Level, tile.Index, cancellation);
        }

        var hashes = tile.Level == 0
            ? await ledger.ReadLeafHashesAsync(tile.FirstHash, tile.Width, cancellation)
            : await log.ReadRootsAsync(tile.Level - 1, tile.FirstHash, tile.Width, cancellation);
        return hashes.Count == tile.Width ? [.. hashes.SelectMany(static hash => hash)] : null;
    }

    /// <summary>The roots of the ranges of a proof.</summary>
    /// <param name="ranges">The ranges.</param>
    /// <param name="size">How many leaves the newest checkpoint covers; the ranges end there at the latest.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="InvalidOperationException">A tile that the checkpoint covers is not stored.</exception>
    public async Task<IReadOnlyList<byte[]>> ReadRootsAsync(IReadOnlyCollection<LeafRange> ranges, long size, CancellationToken cancellation)
    {
        var tiles = new Dictionary<(int Level, long Index), byte[]>();
        foreach (var tile in TiledTree.TilesFor(ranges, size))
        {
            tiles[(tile.Level, tile.Index)] = await ReadAsync(tile, cancellation)
                ?? throw new InvalidOperationException($"The log has no {tile.Path}, which its checkpoint covers.");
        }

        return [.. ranges.Select(range => TiledTree.Root(range, tiles))];
    }
}
