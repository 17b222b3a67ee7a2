using System.Text;
using Portal.Settlement.TransparencyLog;

namespace Portal.Settlement.Tests.TransparencyLog;

/// <summary>Notes and keys against the example of Go's golang.org/x/mod/sumdb/note and the vectors of RFC 8032.</summary>
public sealed class SignedNoteTests
{
    private const string ExampleVerifier = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    private const string ExampleSigner = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";

    private const string Example = """
        If you think cryptography is the answer to your problem,
        then you don't know what your problem is.

        — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=

        """;

    [Fact]
    public void The_note_that_Go_s_documentation_shows_is_read_verified_and_signed_alike()
    {
        var note = SignedNote.Parse(Encoding.UTF8.GetBytes(Example));
        var (verifier, signer) = (VerifierKey.Parse(ExampleVerifier), SigningKey.Parse(ExampleSigner));

        Assert.True(verifier.Signed(note));
        Assert.Equal(verifier, signer.Verifier);
        Assert.Equal(ExampleVerifier, verifier.ToString());
        Assert.Equal(ExampleSigner, signer.ToSecretText());
        Assert.Equal(Example, Encoding.UTF8.GetString(signer.Sign(note.Text).ToBytes()));
        Assert.Equal(Example, Encoding.UTF8.GetString(note.ToBytes()));
    }

    [Fact]
    public void A_key_made_from_the_seed_of_RFC_8032_has_its_public_key()
    {
        var key = SigningKey.FromSeed("test", Convert.FromHexString("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"));

        Assert.Equal("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", Convert.ToHexStringLower(key.Verifier.PublicKey));
    }

    [Fact]
    public void A_note_with_another_text_another_name_or_a_turned_bit_is_not_signed()
    {
        var key = SigningKey.FromSeed("fund.example/log", new byte[32]);
        var other = SigningKey.FromSeed("fund.example/other", new byte[32]);
        var note = key.Sign("size 1\n");
        var written = Encoding.UTF8.GetString(note.ToBytes());

        Assert.True(key.Verifier.Signed(note));
        Assert.False(other.Verifier.Signed(note));
        Assert.False(key.Verifier.Signed(Read(written.Replace("size 1", "size 2", StringComparison.Ordinal))));
        Assert.False(key.Verifier.Signed(Read(written.Replace("fund.example/log", "fund.example/other", StringComparison.Ordinal))));
        var turned = note.Signatures[0].Signature.ToArray();
        turned[40] ^= 1;
        Assert.False(key.Verifier.Signed(new SignedNote(note.Text, [note.Signatures[0] with { Signature = [.. turned] }])));
        Assert.False(key.Verifier.Signed(new SignedNote(note.Text, [note.Signatures[0] with { Signature = [.. turned[..63]] }])));
    }

    [Fact]
    public void Signatures_of_others_beside_ours_do_no_harm()
    {
        var (key, witness) = (SigningKey.FromSeed("a", new byte[32]), SigningKey.FromSeed("b", [.. Enumerable.Repeat((byte)1, 32)]));
        var note = new SignedNote("text\n", [.. witness.Sign("text\n").Signatures, .. key.Sign("text\n").Signatures]);

        var read = SignedNote.Parse(note.ToBytes());

        Assert.True(key.Verifier.Signed(read));
        Assert.True(witness.Verifier.Signed(read));
    }

    [Theory]
    [InlineData("")]
    [InlineData("text\n")]
    [InlineData("text\n\n")]
    [InlineData("text\n\n— a")]
    [InlineData("text\n\n— a AAAAAAA=")]
    [InlineData("text\n\n— a AAAAAA==\n")]
    [InlineData("text\n\n- a AAAAAAAA\n")]
    [InlineData("text\n\n— a b AAAAAAAA\n")]
    [InlineData("text\n\n— a+b AAAAAAAA\n")]
    [InlineData("text\n\n—  AAAAAAAA\n")]
    [InlineData("text\n\n— a AAAA AAAA\n")]
    [InlineData("te\txt\n\n— a AAAAAAAA\n")]
    [InlineData("text\r\n\n— a AAAAAAAA\n")]
    public void What_is_no_note_is_refused(string text) => Assert.Throws<FormatException>(() => Read(text));

    [Fact]
    public void A_note_that_is_too_long_or_no_UTF_8_is_refused()
    {
        Assert.Throws<FormatException>(() => SignedNote.Parse(new byte[SignedNote.BytesMax + 1]));
        Assert.Throws<FormatException>(() => SignedNote.Parse([0xff, (byte)'\n', (byte)'\n']));
    }

    [Theory]
    [InlineData("PeterNeumann+c74f20a3")]
    [InlineData("PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    [InlineData("PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    [InlineData("PeterNeumanm+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    [InlineData("PeterNeumann+c74f20a3+Ahpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    [InlineData("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10")]
    [InlineData("Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    [InlineData("+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    public void What_is_no_key_is_refused(string text) => Assert.Throws<FormatException>(() => VerifierKey.Parse(text));

    [Fact]
    public void A_secret_never_shows_in_what_a_key_says_of_itself()
    {
        var key = SigningKey.Parse(ExampleSigner);

        Assert.Equal("PeterNeumann+c74f20a3", key.ToString());
        var problem = Assert.Throws<FormatException>(() => SigningKey.Parse(ExampleSigner.Replace("c74f20a3", "c74f20a4", StringComparison.Ordinal)));
        Assert.DoesNotContain("AYEKFAL", problem.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a+b")]
    [InlineData("a\nb")]
    public void A_log_can_t_be_called_so(string name) => Assert.Throws<ArgumentException>(() => SigningKey.FromSeed(name, new byte[32]));

    private static SignedNote Read(string text) => SignedNote.Parse(Encoding.UTF8.GetBytes(text));
}
