using System.Collections.Immutable;
using System.Security.Cryptography;

namespace Portal.Settlement.TransparencyLog;

/// <summary>The hashes of RFC 6962, section 2.1: a leaf is SHA-256 of 0x00 and its bytes, a node SHA-256 of 0x01 and its two children.</summary>
public static class MerkleTree
{
    /// <summary>Bytes of a hash.</summary>
    public const int HashLength = 32;

    /// <summary>The hash of one leaf.</summary>
    public static byte[] LeafHash(ReadOnlySpan<byte> leaf)
    {
        Span<byte> small = stackalloc byte[2048];
        var input = leaf.Length < small.Length ? small[..(leaf.Length + 1)] : new byte[leaf.Length + 1];
        input[0] = 0;
        leaf.CopyTo(input[1..]);
        return SHA256.HashData(input);
    }

    /// <summary>The hash of a node.</summary>
    public static byte[] NodeHash(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Span<byte> input = stackalloc byte[1 + (2 * HashLength)];
        input[0] = 1;
        left.CopyTo(input[1..]);
        right.CopyTo(input[(1 + HashLength)..]);
        return SHA256.HashData(input);
    }

    /// <summary>The root of an empty tree: SHA-256 of nothing.</summary>
    public static byte[] EmptyRoot() => SHA256.HashData([]);
}

/// <summary>All that is needed to let a tree grow: the roots of its full subtrees, the largest first, one for each bit of its size.</summary>
public sealed class TreeEdge
{
    private readonly ImmutableArray<byte[]> _roots;

    private TreeEdge(long size, ImmutableArray<byte[]> roots) => (Size, _roots) = (size, roots);

    /// <summary>The edge of a tree without leaves.</summary>
    public static TreeEdge Empty { get; } = new(0, []);

    /// <summary>How many leaves the tree has.</summary>
    public long Size { get; }

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    /// <exception cref="ArgumentException">The bytes do not fit the size.</exception>
    public static TreeEdge FromBytes(long size, ReadOnlySpan<byte> bytes)
    {
        if (size < 0 || bytes.Length != long.PopCount(size) * MerkleTree.HashLength)
        {
            throw new ArgumentException($"An edge of {bytes.Length} bytes is not that of a tree of {size} leaves.", nameof(bytes));
        }

        var roots = ImmutableArray.CreateBuilder<byte[]>(bytes.Length / MerkleTree.HashLength);
        for (var start = 0; start < bytes.Length; start += MerkleTree.HashLength)
        {
            roots.Add(bytes.Slice(start, MerkleTree.HashLength).ToArray());
        }

        return new TreeEdge(size, roots.MoveToImmutable());
    }

    /// <summary>The edge after more leaves.</summary>
    public TreeEdge With(IEnumerable<byte[]> leafHashes)
    {
        ArgumentNullException.ThrowIfNull(leafHashes);
        var roots = new List<byte[]>(_roots);
        var size = Size;
        foreach (var leaf in leafHashes)
        {
            var hash = leaf;
            for (var rest = size; (rest & 1) == 1; rest >>= 1)
            {
                hash = MerkleTree.NodeHash(roots[^1], hash);
                roots.RemoveAt(roots.Count - 1);
            }

            roots.Add(hash);
            size++;
        }

        return new TreeEdge(size, [.. roots]);
    }

    /// <summary>The root hash of the tree.</summary>
    public byte[] Root() =>
        _roots.IsEmpty ? MerkleTree.EmptyRoot() : _roots.Reverse().Aggregate(static (right, left) => MerkleTree.NodeHash(left, right));

    /// <summary>The subtree roots one behind the other.</summary>
    public byte[] ToBytes() => [.. _roots.SelectMany(static root => root)];
}
