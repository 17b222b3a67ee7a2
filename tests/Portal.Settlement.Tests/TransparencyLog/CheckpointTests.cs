using System.Text;
using Portal.Settlement.TransparencyLog;

namespace Portal.Settlement.Tests.TransparencyLog;

public sealed class CheckpointTests
{
    private const string Root = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

    [Fact]
    public void A_checkpoint_is_three_lines()
    {
        var checkpoint = new Checkpoint { Origin = "fund.example/log", Size = 0, Root = [.. MerkleTree.EmptyRoot()] };

        Assert.Equal($"fund.example/log\n0\n{Root}\n", checkpoint.ToText());
        Assert.Equal(checkpoint, Checkpoint.Parse(checkpoint.ToText()));
        Assert.Null(checkpoint.Successor);
    }

    [Fact]
    public void A_checkpoint_that_hands_the_log_over_names_the_next_key()
    {
        var next = SigningKey.FromSeed("fund.example/log", [.. Enumerable.Repeat((byte)7, 32)]).Verifier;
        var last = new Checkpoint { Origin = "fund.example/log", Size = 5, Root = [.. MerkleTree.EmptyRoot()] }.HandingOverTo(next);

        var read = Checkpoint.Parse(last.ToText());

        Assert.Equal($"fund.example/log\n5\n{Root}\nsuccessor {next}\n", last.ToText());
        Assert.Equal(next, VerifierKey.Parse(read.Successor!));
    }

    [Fact]
    public void Lines_that_we_do_not_know_are_kept()
    {
        var text = $"log\n12\n{Root}\nsomething new\n";

        Assert.Equal(text, Checkpoint.Parse(text).ToText());
    }

    [Theory]
    [InlineData("")]
    [InlineData("log\n1\n")]
    [InlineData($"log\n1\n{Root}")]
    [InlineData($"\n1\n{Root}\n")]
    [InlineData($"log\n01\n{Root}\n")]
    [InlineData($"log\n-1\n{Root}\n")]
    [InlineData($"log\n+1\n{Root}\n")]
    [InlineData($"log\n9223372036854775808\n{Root}\n")]
    [InlineData("log\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=\n")]
    [InlineData("log\n1\n47DEQpj8HBSa\n")]
    [InlineData($"log\n1\n{Root}\n\n")]
    public void What_is_no_checkpoint_is_refused(string text) => Assert.Throws<FormatException>(() => Checkpoint.Parse(text));

    [Fact]
    public void A_signed_checkpoint_survives_the_way_to_its_reader()
    {
        var key = SigningKey.FromSeed("fund.example/log", new byte[32]);
        var checkpoint = new Checkpoint { Origin = "fund.example/log", Size = 1_000, Root = [.. MerkleTree.EmptyRoot()] };

        var note = SignedNote.Parse(key.Sign(checkpoint.ToText()).ToBytes());

        Assert.True(VerifierKey.Parse(key.Verifier.ToString()).Signed(note));
        Assert.Equal(checkpoint, Checkpoint.Parse(note.Text));
        Assert.StartsWith("fund.example/log\n1000\n", Encoding.UTF8.GetString(note.ToBytes()), StringComparison.Ordinal);
    }
}
