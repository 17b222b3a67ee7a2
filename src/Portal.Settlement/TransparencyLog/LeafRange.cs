using System.Numerics;

namespace Portal.Settlement.TransparencyLog;

/// <summary>Neighbouring leaves whose common root a proof needs.</summary>
/// <param name="Start">The first leaf.</param>
/// <param name="End">The leaf behind the last one; greater than <paramref name="Start"/>.</param>
public readonly record struct LeafRange(long Start, long End)
{
    /// <summary>The full subtrees whose roots, hashed together from the right, make the range's root; the largest and leftmost first.</summary>
    /// <remarks>True of the ranges that proofs name: each starts at a multiple of the largest power of two that fits into it.</remarks>
    public IEnumerable<FullSubtree> Subtrees()
    {
        for (var start = Start; start < End;)
        {
            var height = BitOperations.Log2((ulong)(End - start));
            yield return new FullSubtree(height, start >> height);
            start += 1L << height;
        }
    }
}

/// <summary>A full subtree: 2^<paramref name="Height"/> leaves from leaf <paramref name="Index"/> x 2^<paramref name="Height"/> on.</summary>
/// <param name="Height">0 for a leaf.</param>
/// <param name="Index">From 0, among the subtrees of its height.</param>
public readonly record struct FullSubtree(int Height, long Index)
{
    private const int TileHeight = 8;

    /// <summary>The level of the tile in which its root or the hashes right below it are found.</summary>
    public int TileLevel => Height / TileHeight;

    /// <summary>The first of those hashes, by its number in the level.</summary>
    public long FirstHash => Index << (Height % TileHeight);

    /// <summary>How many of them there are: 1 to 128.</summary>
    public int HashCount => 1 << (Height % TileHeight);

    /// <summary>The tile they are in, as wide as it is in a log of this size.</summary>
    public TileAddress TileIn(long size) => TileAddress.InLog(TileLevel, FirstHash / TileAddress.FullWidth, size);
}
