using Portal.Settlement.TransparencyLog;

namespace Portal.Verify.Checking;

/// <summary>Builds the log's tree from the hashes of its entries and compares every tile above them, and every root that was signed.</summary>
internal sealed class TreeCheck
{
    private readonly LogTiles _tiles;
    private readonly GrowingTiles _tree;
    private readonly ILookup<long, Handover> _handovers;

    private TreeCheck(LogTiles tiles, GrowingTiles tree, IEnumerable<Handover> handovers) =>
        (_tiles, _tree, _handovers) = (tiles, tree, handovers.ToLookup(static handover => handover.Last.Size));

    /// <summary>The root of the entries so far.</summary>
    public byte[] Root => _tree.Root();

    /// <summary>Starts behind the entries of an earlier check, whose tree has to be the beginning of this one.</summary>
    /// <exception cref="CheckEndedException">It is not.</exception>
    public static async Task<TreeCheck> StartAsync(LogTiles tiles, Checkpoint? checkedBefore, IEnumerable<Handover> handovers, CancellationToken cancellation)
    {
        if (checkedBefore is not { Size: > 0 and var size })
        {
            return new TreeCheck(tiles, new GrowingTiles(), handovers);
        }

        var levels = new List<IReadOnlyList<byte[]>>();
        for (var level = 0; TileAddress.HashesAt(level, size) is > 0 and var hashes; level++)
        {
            var width = (int)(hashes % TileAddress.FullWidth);
            var bytes = width == 0 ? [] : await tiles.ReadHashesAsync(level, hashes / TileAddress.FullWidth, cancellation);
            levels.Add([.. bytes.Take(width * MerkleTree.HashLength).Chunk(MerkleTree.HashLength)]);
        }

        var tree = new GrowingTiles(size, levels);
        return tree.Root().AsSpan().SequenceEqual(checkedBefore.Root.AsSpan())
            ? new TreeCheck(tiles, tree, handovers)
            : throw new CheckEndedException(
                FindingKind.Rewritten,
                $"History before entry {size + 1} was rewritten: the first {size} entries had the root {Convert.ToBase64String(checkedBefore.Root.AsSpan())} when they were checked, and the log now publishes hashes with another.");
    }

    /// <summary>Takes the next entry's hash.</summary>
    /// <exception cref="CheckEndedException">A tile that it fills, or a root that was signed, is another.</exception>
    public async Task AddAsync(byte[] leafHash, CancellationToken cancellation)
    {
        // Tiles of leaves were compared entry by entry.
        foreach (var tile in _tree.Add(leafHash).Where(static tile => tile.Level > 0))
        {
            Compare(tile.Level, tile.Index, tile.Hashes, await _tiles.ReadHashesAsync(tile.Level, tile.Index, cancellation));
        }

        foreach (var handover in _handovers[_tree.Size])
        {
            if (!_tree.Root().AsSpan().SequenceEqual(handover.Last.Root.AsSpan()))
            {
                throw new CheckEndedException(FindingKind.Rewritten, $"History before entry {_tree.Size + 1} was rewritten: handover {handover.Number} was signed over {_tree.Size} entries with another root.");
            }
        }
    }

    /// <summary>Compares the partial tiles above the leaves, then the root with the signed one.</summary>
    /// <exception cref="CheckEndedException">One of them is another.</exception>
    public async Task FinishAsync(Checkpoint checkpoint, CancellationToken cancellation)
    {
        for (var level = 1; TileAddress.HashesAt(level, _tree.Size) is > 0 and var hashes; level++)
        {
            if (hashes % TileAddress.FullWidth > 0)
            {
                var index = hashes / TileAddress.FullWidth;
                Compare(level, index, _tree.Unfinished(level), await _tiles.ReadHashesAsync(level, index, cancellation));
            }
        }

        if (!Root.AsSpan().SequenceEqual(checkpoint.Root.AsSpan()))
        {
            throw new CheckEndedException(
                FindingKind.Root,
                $"All {checkpoint.Size} entries agree with all published tiles, but together they have the root {Convert.ToBase64String(Root)}, and the one that was signed is {Convert.ToBase64String(checkpoint.Root.AsSpan())}: what is served is not what was signed.");
        }
    }

    private static void Compare(int level, long index, byte[] derived, byte[] served)
    {
        var same = derived.AsSpan().CommonPrefixLength(served);
        if (same < derived.Length)
        {
            var hash = (index * TileAddress.FullWidth) + (same / MerkleTree.HashLength);
            var entries = 1L << (8 * level);
            throw new CheckEndedException(
                FindingKind.Tile,
                $"{TilePath.Of(index, TileAddress.FullWidth)} of level {level} does not hold the hash of entries {(hash * entries) + 1} to {(hash + 1) * entries}, which agree with the tiles below it.");
        }
    }
}
