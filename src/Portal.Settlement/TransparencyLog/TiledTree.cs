namespace Portal.Settlement.TransparencyLog;

/// <summary>Hashes of a tree, taken from its tiles.</summary>
public static class TiledTree
{
    /// <summary>The tiles in which everything is found that the roots of these ranges are made of, each once.</summary>
    /// <param name="ranges">Ranges of a proof.</param>
    /// <param name="size">The leaves of the log whose tiles are read; at least as many as the ranges reach.</param>
    public static IReadOnlyList<TileAddress> TilesFor(IEnumerable<LeafRange> ranges, long size) =>
        [.. ranges.SelectMany(static range => range.Subtrees()).Select(subtree => subtree.TileIn(size)).Distinct()];

    /// <summary>The root of a range.</summary>
    /// <param name="range">A range of a proof.</param>
    /// <param name="tiles">The bytes of the tiles that <see cref="TilesFor"/> named, by level and index.</param>
    public static byte[] Root(LeafRange range, IReadOnlyDictionary<(int Level, long Index), byte[]> tiles)
    {
        ArgumentNullException.ThrowIfNull(tiles);
        return range.Subtrees().Select(subtree => Root(subtree, tiles)).Reverse().Aggregate(static (right, left) => MerkleTree.NodeHash(left, right));
    }

    /// <summary>The root of the hashes of a full tile, or of any number of hashes that is a power of two.</summary>
    public static byte[] RootOf(ReadOnlySpan<byte> hashes)
    {
        if (hashes.Length == MerkleTree.HashLength)
        {
            return hashes.ToArray();
        }

        var half = hashes.Length / 2;
        return MerkleTree.NodeHash(RootOf(hashes[..half]), RootOf(hashes[half..]));
    }

    private static byte[] Root(FullSubtree subtree, IReadOnlyDictionary<(int Level, long Index), byte[]> tiles)
    {
        var tile = tiles[(subtree.TileLevel, subtree.FirstHash / TileAddress.FullWidth)];
        var start = (int)(subtree.FirstHash % TileAddress.FullWidth);
        return RootOf(tile.AsSpan(start * MerkleTree.HashLength, subtree.HashCount * MerkleTree.HashLength));
    }
}
