using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Portal.Settlement.TransparencyLog;

namespace Portal.Settlement.Tests.TransparencyLog;

/// <summary>The tree against RFC 6962's own definition and the reference inputs of certificate-transparency.</summary>
public sealed class TreeEdgeTests
{
    private static readonly string[] ReferenceLeaves = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

    [Theory]
    [InlineData(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData(1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")]
    [InlineData(2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    [InlineData(3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77")]
    [InlineData(4, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")]
    [InlineData(5, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4")]
    [InlineData(6, "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef")]
    [InlineData(7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c")]
    [InlineData(8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")]
    public void The_reference_inputs_give_the_reference_roots(int size, string root)
    {
        var leaves = ReferenceLeaves.Take(size).Select(static leaf => MerkleTree.LeafHash(Convert.FromHexString(leaf)));

        Assert.Equal(root, Convert.ToHexStringLower(TreeEdge.Empty.With(leaves).Root()));
    }

    [Fact]
    public void Every_size_has_the_root_of_the_definition_however_it_grew()
    {
        int[] sizes = [.. Enumerable.Range(0, 301), 511, 512, 513, 1023, 1024, 1025, 4095, 4096, 4097];
        var leaves = Enumerable.Range(0, sizes[^1]).Select(static index => Encoding.ASCII.GetBytes(index.ToString(CultureInfo.InvariantCulture))).ToArray();
        var grown = TreeEdge.Empty;
        foreach (var size in sizes)
        {
            grown = grown.With(leaves[(int)grown.Size..size].Select(static leaf => MerkleTree.LeafHash(leaf)));

            Assert.Equal(size, grown.Size);
            Assert.Equal(ReferenceTree.Root(leaves.AsSpan(0, size)), grown.Root());
            Assert.Equal(grown.Root(), TreeEdge.Empty.With(leaves.Take(size).Select(static leaf => MerkleTree.LeafHash(leaf))).Root());
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(255)]
    [InlineData(1_000)]
    public void An_edge_read_from_its_bytes_grows_on(int size)
    {
        var leaves = Enumerable.Range(0, size + 9).Select(static index => MerkleTree.LeafHash(BitConverter.GetBytes(index))).ToArray();
        var edge = TreeEdge.Empty.With(leaves.Take(size));

        var read = TreeEdge.FromBytes(size, edge.ToBytes());

        Assert.Equal(edge.Root(), read.Root());
        Assert.Equal(TreeEdge.Empty.With(leaves).Root(), read.With(leaves.Skip(size)).Root());
        Assert.Equal(long.PopCount(size) * MerkleTree.HashLength, edge.ToBytes().Length);
    }

    [Fact]
    public void Growing_leaves_the_smaller_edge_as_it_was()
    {
        var edge = TreeEdge.Empty.With([MerkleTree.LeafHash([1]), MerkleTree.LeafHash([2]), MerkleTree.LeafHash([3])]);
        var root = edge.Root();

        _ = edge.With([MerkleTree.LeafHash([4])]);

        Assert.Equal(root, edge.Root());
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, 32)]
    [InlineData(1, 0)]
    [InlineData(1, 31)]
    [InlineData(3, 32)]
    [InlineData(4, 64)]
    public void Bytes_that_do_not_fit_the_size_are_no_edge(long size, int length) =>
        Assert.Throws<ArgumentException>(() => TreeEdge.FromBytes(size, new byte[length]));

    [Theory]
    [InlineData(0)]
    [InlineData(2_046)]
    [InlineData(2_047)]
    [InlineData(2_048)]
    [InlineData(8_192)]
    public void A_leaf_of_any_length_is_hashed_behind_a_zero_byte(int length)
    {
        var leaf = Enumerable.Range(0, length).Select(static index => (byte)index).ToArray();

        Assert.Equal(SHA256.HashData([0, .. leaf]), MerkleTree.LeafHash(leaf));
    }
}
