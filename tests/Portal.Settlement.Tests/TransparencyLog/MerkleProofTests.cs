using Portal.Settlement.TransparencyLog;

namespace Portal.Settlement.Tests.TransparencyLog;

public sealed class MerkleProofTests
{
    private const int SizeMax = 66;

    private static readonly byte[][] Leaves = ReferenceTree.Leaves(SizeMax);

    public static TheoryData<int> EdgeSizes => [255, 256, 257, 511, 512, 513, 65_535, 65_536, 65_537];

    [Fact]
    public void Every_leaf_of_every_small_tree_has_the_inclusion_path_of_the_definition_and_it_verifies()
    {
        for (var size = 1; size <= SizeMax; size++)
        {
            var (leaves, log) = (Leaves[..size], new LogInMemory(Leaves[..size]));
            for (var index = 0; index < size; index++)
            {
                var proof = log.Hashes(MerkleProof.InclusionPath(index, size));

                Assert.Equal(ReferenceTree.InclusionPath(index, leaves), proof);
                Assert.True(MerkleProof.Includes(index, size, MerkleTree.LeafHash(leaves[index]), proof, ReferenceTree.Root(leaves)));
            }
        }
    }

    [Fact]
    public void Every_pair_of_small_trees_has_the_consistency_path_of_the_definition_and_it_verifies()
    {
        for (var to = 1; to <= SizeMax; to++)
        {
            var (leaves, log) = (Leaves[..to], new LogInMemory(Leaves[..to]));
            for (var from = 1; from <= to; from++)
            {
                var proof = log.Hashes(MerkleProof.ConsistencyPath(from, to));

                Assert.Equal(ReferenceTree.ConsistencyPath(from, leaves), proof);
                Assert.True(MerkleProof.Continues(from, ReferenceTree.Root(leaves.AsSpan(0, from)), to, ReferenceTree.Root(leaves), proof));
            }
        }
    }

    [Theory]
    [MemberData(nameof(EdgeSizes))]
    public void Proofs_around_the_edges_of_tiles_are_those_of_the_definition(int size)
    {
        var leaves = ReferenceTree.Leaves(size);
        var log = new LogInMemory(leaves);
        var root = ReferenceTree.Root(leaves);
        Assert.Equal(root, log.Root);
        foreach (var index in (int[])[0, 1, 254, size / 2, size - 2, size - 1])
        {
            var path = log.Hashes(MerkleProof.InclusionPath(index, size));
            Assert.Equal(ReferenceTree.InclusionPath(index, leaves), path);
            Assert.True(MerkleProof.Includes(index, size, MerkleTree.LeafHash(leaves[index]), path, root));

            var continued = log.Hashes(MerkleProof.ConsistencyPath(index + 1, size));
            Assert.Equal(ReferenceTree.ConsistencyPath(index + 1, leaves), continued);
            Assert.True(MerkleProof.Continues(index + 1, ReferenceTree.Root(leaves.AsSpan(0, index + 1)), size, root, continued));
        }
    }

    [Fact]
    public void A_proof_with_one_bit_turned_one_hash_more_or_one_hash_less_proves_nothing()
    {
        var log = new LogInMemory(Leaves);
        var inclusion = log.Hashes(MerkleProof.InclusionPath(21, SizeMax));
        var consistency = log.Hashes(MerkleProof.ConsistencyPath(21, SizeMax));
        var (leaf, fromRoot) = (MerkleTree.LeafHash(Leaves[21]), ReferenceTree.Root(Leaves.AsSpan(0, 21)));

        Assert.All(Spoilt(inclusion), proof => Assert.False(MerkleProof.Includes(21, SizeMax, leaf, proof, log.Root)));
        Assert.All(Spoilt(consistency), proof => Assert.False(MerkleProof.Continues(21, fromRoot, SizeMax, log.Root, proof)));
        Assert.False(MerkleProof.Includes(22, SizeMax, leaf, inclusion, log.Root));
        Assert.False(MerkleProof.Includes(SizeMax, SizeMax, leaf, inclusion, log.Root));
        Assert.False(MerkleProof.Includes(-1, SizeMax, leaf, inclusion, log.Root));
        Assert.False(MerkleProof.Continues(20, fromRoot, SizeMax, log.Root, consistency));
        Assert.False(MerkleProof.Continues(SizeMax, log.Root, 21, fromRoot, consistency));
    }

    [Fact]
    public void An_empty_log_is_the_beginning_of_every_log_and_a_log_of_itself()
    {
        var root = ReferenceTree.Root(Leaves);

        Assert.True(MerkleProof.Continues(0, MerkleTree.EmptyRoot(), SizeMax, root, []));
        Assert.True(MerkleProof.Continues(SizeMax, root, SizeMax, root, []));
        Assert.False(MerkleProof.Continues(0, root, SizeMax, root, []));
        Assert.False(MerkleProof.Continues(SizeMax, MerkleTree.EmptyRoot(), SizeMax, root, []));
        Assert.False(MerkleProof.Continues(0, MerkleTree.EmptyRoot(), SizeMax, root, [root]));
    }

    private static IEnumerable<byte[][]> Spoilt(byte[][] proof)
    {
        yield return proof[..^1];
        yield return [.. proof, proof[0]];
        for (var at = 0; at < proof.Length; at++)
        {
            byte[][] turned = [.. proof.Select(static hash => hash.ToArray())];
            turned[at][at] ^= 1;
            yield return turned;
        }
    }

    /// <summary>A log cut into tiles, as storage keeps it.</summary>
    private sealed class LogInMemory
    {
        private readonly Dictionary<(int Level, long Index), byte[]> _tiles = [];
        private readonly long _size;

        public LogInMemory(byte[][] leaves)
        {
            _size = leaves.Length;
            var growing = new GrowingTiles();
            var open = new Dictionary<(int Level, long Index), List<byte>>();
            foreach (var leaf in leaves)
            {
                var hash = MerkleTree.LeafHash(leaf);
                Note(0, growing.Size, hash);
                foreach (var tile in growing.Add(hash))
                {
                    Assert.Equal(tile.Hashes, open[(tile.Level, tile.Index)]);
                    Note(tile.Level + 1, tile.Index, tile.Root);
                }
            }

            Root = growing.Root();
            _tiles = open.ToDictionary(static tile => tile.Key, static tile => tile.Value.ToArray());

            void Note(int level, long number, byte[] hash)
            {
                var key = (level, number / TileAddress.FullWidth);
                open.TryAdd(key, []);
                open[key].AddRange(hash);
            }
        }

        public byte[] Root { get; }

        public byte[][] Hashes(IReadOnlyList<LeafRange> ranges)
        {
            Assert.All(TiledTree.TilesFor(ranges, _size), tile => Assert.Equal(tile.Width * MerkleTree.HashLength, _tiles[(tile.Level, tile.Index)].Length));
            return [.. ranges.Select(range => TiledTree.Root(range, _tiles))];
        }
    }
}
