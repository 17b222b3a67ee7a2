using System.Collections.Immutable;

namespace Portal.Settlement.TransparencyLog;

/// <summary>A full tile and the root of its hashes, which is one hash of the level above.</summary>
/// <param name="Level">0 for hashes of leaves.</param>
/// <param name="Index">From 0, among the tiles of its level.</param>
/// <param name="Root">32 bytes.</param>
/// <param name="Hashes">256 hashes of 32 bytes.</param>
public sealed record FullTile(int Level, long Index, byte[] Root, byte[] Hashes);

/// <summary>The unfinished tiles at the right edge of a tree: what is needed to cut its leaves into tiles as they come, and to tell its root.</summary>
/// <remarks>It holds fewer than 256 hashes for each level, so 40 KB for a thousand million leaves. Not safe for two threads at once.</remarks>
public sealed class GrowingTiles
{
    private readonly List<List<byte[]>> _levels;

    /// <summary>A tree without leaves.</summary>
    public GrowingTiles() => _levels = [];

    /// <summary>Starts from what storage keeps.</summary>
    /// <param name="size">The leaves so far.</param>
    /// <param name="levels">For each level, from 0 on, the hashes behind its last full tile.</param>
    /// <exception cref="ArgumentException">They are not as many as the size needs.</exception>
    public GrowingTiles(long size, IReadOnlyList<IReadOnlyList<byte[]>> levels)
    {
        ArgumentNullException.ThrowIfNull(levels);
        Size = size;
        _levels = [.. levels.Select(static level => level.ToList())];
        for (var level = 0; level < _levels.Count || TileAddress.HashesAt(level, size) > 0; level++)
        {
            if (level >= _levels.Count || _levels[level].Count != TileAddress.HashesAt(level, size) % TileAddress.FullWidth)
            {
                throw new ArgumentException($"The hashes of level {level} are not those of a tree of {size} leaves.", nameof(levels));
            }
        }
    }

    /// <summary>How many leaves the tree has.</summary>
    public long Size { get; private set; }

    /// <summary>The hashes behind the last full tile of a level, one behind the other: the level's partial tile. Empty where there is none.</summary>
    public byte[] Unfinished(int level) => level < _levels.Count ? [.. _levels[level].SelectMany(static hash => hash)] : [];

    /// <summary>Takes the next leaf's hash and says which tiles it filled, the lowest level first.</summary>
    public ImmutableArray<FullTile> Add(byte[] leafHash)
    {
        Size++;
        var hash = leafHash;
        ImmutableArray<FullTile> filled = [];
        for (var level = 0; ; level++)
        {
            if (level == _levels.Count)
            {
                _levels.Add([]);
            }

            var hashes = _levels[level];
            hashes.Add(hash);
            if (hashes.Count < TileAddress.FullWidth)
            {
                return filled;
            }

            byte[] bytes = [.. hashes.SelectMany(static one => one)];
            hashes.Clear();
            hash = TiledTree.RootOf(bytes);
            filled = filled.Add(new FullTile(level, (Size >> (8 * (level + 1))) - 1, hash, bytes));
        }
    }

    /// <summary>The root hash of the tree.</summary>
    public byte[] Root()
    {
        byte[]? root = null;
        foreach (var hashes in _levels)
        {
            // From the right: the smallest full subtrees first, one for each bit of how many hashes there are.
            var end = hashes.Count;
            while (end > 0)
            {
                var width = end & -end;
                var left = TiledTree.RootOf([.. hashes.Skip(end - width).Take(width).SelectMany(static one => one)]);
                root = root is null ? left : MerkleTree.NodeHash(left, root);
                end -= width;
            }
        }

        return root ?? MerkleTree.EmptyRoot();
    }
}
