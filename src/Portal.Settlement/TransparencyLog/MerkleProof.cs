using System.Collections.Immutable;
using System.Numerics;

namespace Portal.Settlement.TransparencyLog;

/// <summary>Inclusion and consistency proofs of RFC 6962, section 2.1: what they consist of, and how they are checked.</summary>
public static class MerkleProof
{
    /// <summary>The subtrees whose roots prove that a leaf is in a tree, the lowest first.</summary>
    /// <param name="index">The leaf, from 0.</param>
    /// <param name="size">The leaves of the tree.</param>
    /// <exception cref="ArgumentOutOfRangeException">The tree has no such leaf.</exception>
    public static ImmutableArray<LeafRange> InclusionPath(long index, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var path = new List<LeafRange>();
        var (start, end) = (0L, size);
        while (end - start > 1)
        {
            var middle = start + LargestPowerBelow(end - start);
            path.Add(index < middle ? new LeafRange(middle, end) : new LeafRange(start, middle));
            (start, end) = index < middle ? (start, middle) : (middle, end);
        }

        path.Reverse();
        return [.. path];
    }

    /// <summary>The subtrees whose roots prove that a tree is the beginning of another, in the order of the RFC; none when one is empty or they are equal.</summary>
    /// <param name="from">The leaves of the smaller tree.</param>
    /// <param name="to">The leaves of the larger tree.</param>
    /// <exception cref="ArgumentOutOfRangeException">The smaller is larger, or negative.</exception>
    public static ImmutableArray<LeafRange> ConsistencyPath(long from, long to)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(from, to);
        if (from == 0 || from == to)
        {
            return [];
        }

        var path = new List<LeafRange>();
        var (start, end) = (0L, to);
        while (end != from)
        {
            var middle = start + LargestPowerBelow(end - start);
            path.Add(from <= middle ? new LeafRange(middle, end) : new LeafRange(start, middle));
            (start, end) = from <= middle ? (start, middle) : (middle, end);
        }

        // The part in common is left out where it is the whole smaller tree: its root is known.
        if (start > 0)
        {
            path.Add(new LeafRange(start, end));
        }

        path.Reverse();
        return [.. path];
    }

    /// <summary>Whether a proof shows that a leaf is in the tree with this root.</summary>
    public static bool Includes(long index, long size, byte[] leafHash, IReadOnlyList<byte[]> proof, byte[] root)
    {
        ArgumentNullException.ThrowIfNull(leafHash);
        ArgumentNullException.ThrowIfNull(proof);
        if (index < 0 || index >= size)
        {
            return false;
        }

        var path = InclusionPath(index, size);
        if (path.Length != proof.Count)
        {
            return false;
        }

        var hash = leafHash;
        foreach (var (range, sibling) in path.Zip(proof))
        {
            hash = range.Start > index ? MerkleTree.NodeHash(hash, sibling) : MerkleTree.NodeHash(sibling, hash);
        }

        return hash.AsSpan().SequenceEqual(root);
    }

    /// <summary>Whether a proof shows that the tree with the first root is the beginning of the tree with the second.</summary>
    public static bool Continues(long from, byte[] fromRoot, long to, byte[] toRoot, IReadOnlyList<byte[]> proof)
    {
        ArgumentNullException.ThrowIfNull(fromRoot);
        ArgumentNullException.ThrowIfNull(proof);
        if (from < 0 || from > to)
        {
            return false;
        }

        var path = ConsistencyPath(from, to);
        if (path.Length != proof.Count)
        {
            return false;
        }

        if (path.IsEmpty)
        {
            return from == to ? fromRoot.AsSpan().SequenceEqual(toRoot) : fromRoot.AsSpan().SequenceEqual(MerkleTree.EmptyRoot());
        }

        // The lowest subtree ends where the smaller tree ends. Going up, what lies left of it belongs to both trees, what lies right of it to the larger alone.
        var (known, rest) = path[0].End == from ? (proof[0], path.Skip(1).Zip(proof.Skip(1))) : (fromRoot, path.Zip(proof));
        var (smaller, larger) = (known, known);
        foreach (var (range, hash) in rest)
        {
            if (range.Start >= from)
            {
                larger = MerkleTree.NodeHash(larger, hash);
            }
            else
            {
                (smaller, larger) = (MerkleTree.NodeHash(hash, smaller), MerkleTree.NodeHash(hash, larger));
            }
        }

        return smaller.AsSpan().SequenceEqual(fromRoot) && larger.AsSpan().SequenceEqual(toRoot);
    }

    // The k of the RFC: the largest power of two smaller than n.
    private static long LargestPowerBelow(long count) => 1L << BitOperations.Log2((ulong)(count - 1));
}
