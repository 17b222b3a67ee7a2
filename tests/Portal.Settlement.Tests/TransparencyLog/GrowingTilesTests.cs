using Portal.Settlement.TransparencyLog;

namespace Portal.Settlement.Tests.TransparencyLog;

public sealed class GrowingTilesTests
{
    [Fact]
    public void At_every_size_the_root_is_that_of_the_tree()
    {
        var tiles = new GrowingTiles();
        var edge = TreeEdge.Empty;
        Assert.Equal(MerkleTree.EmptyRoot(), tiles.Root());
        foreach (var leaf in ReferenceTree.Leaves(1_100))
        {
            var hash = MerkleTree.LeafHash(leaf);
            tiles.Add(hash);
            edge = edge.With([hash]);

            Assert.Equal(edge.Root(), tiles.Root());
        }
    }

    [Fact]
    public void The_leaf_that_fills_two_levels_at_once_gives_both_tiles()
    {
        var tiles = new GrowingTiles();
        var hashes = ReferenceTree.Leaves(65_537).Select(static leaf => MerkleTree.LeafHash(leaf)).ToArray();
        var filled = hashes[..65_535].SelectMany(hash => tiles.Add(hash)).ToArray();
        Assert.Equal(255, filled.Length);

        var last = tiles.Add(hashes[65_535]);

        Assert.Equal([(0, 255L), (1, 0L)], last.Select(static tile => (tile.Level, tile.Index)));
        Assert.Equal(filled.Append(last[0]).SelectMany(static tile => tile.Root), last[1].Hashes);
        Assert.Equal(TreeEdge.Empty.With(hashes[..65_536]).Root(), last[1].Root);
        Assert.Equal(tiles.Root(), last[1].Root);
        tiles.Add(hashes[65_536]);
        Assert.Equal(TreeEdge.Empty.With(hashes).Root(), tiles.Root());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(65_793)]
    public void A_tree_taken_up_again_from_what_storage_keeps_grows_like_one_that_never_stopped(int size)
    {
        var hashes = ReferenceTree.Leaves(size + 600).Select(static leaf => MerkleTree.LeafHash(leaf)).ToArray();
        var whole = new GrowingTiles();
        var kept = hashes.Take(size).SelectMany(hash => whole.Add(hash)).ToArray();
        var levels = new List<IReadOnlyList<byte[]>>();
        for (var level = 0; TileAddress.HashesAt(level, size) > 0; level++)
        {
            var all = level == 0 ? hashes[..size] : [.. kept.Where(tile => tile.Level == level - 1).Select(static tile => tile.Root)];
            levels.Add(all[(all.Length / 256 * 256)..]);
        }

        var again = new GrowingTiles(size, levels);

        Assert.Equal(whole.Root(), again.Root());
        foreach (var hash in hashes[size..])
        {
            Assert.Equivalent(whole.Add(hash), again.Add(hash), strict: true);
        }

        Assert.Equal(TreeEdge.Empty.With(hashes).Root(), again.Root());
        Assert.Equal(whole.Root(), again.Root());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(700)]
    public void A_partial_tile_holds_the_hashes_behind_the_last_full_one(int size)
    {
        var hashes = ReferenceTree.Leaves(size).Select(static leaf => MerkleTree.LeafHash(leaf)).ToArray();
        var tiles = new GrowingTiles();
        var full = hashes.SelectMany(hash => tiles.Add(hash)).ToArray();

        Assert.Equal(hashes[(size / 256 * 256)..].SelectMany(static hash => hash), tiles.Unfinished(0));
        Assert.Equal(full.SelectMany(static tile => tile.Root), tiles.Unfinished(1));
        Assert.Empty(tiles.Unfinished(7));
    }

    [Fact]
    public void Hashes_that_do_not_fit_the_size_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new GrowingTiles(1, []));
        Assert.Throws<ArgumentException>(() => new GrowingTiles(2, [[new byte[32]]]));
        Assert.Throws<ArgumentException>(() => new GrowingTiles(256, [[]]));
        Assert.Throws<ArgumentException>(() => new GrowingTiles(0, [[new byte[32]]]));
    }
}
