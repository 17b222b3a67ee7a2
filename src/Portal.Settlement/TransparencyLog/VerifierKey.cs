using System.Collections.Immutable;
using System.Text;

namespace Portal.Settlement.TransparencyLog;

/// <summary>The public half of a log's key: what anybody checks its notes with. Written as C2SP's vkey.</summary>
public sealed record VerifierKey
{
    private readonly ImmutableArray<byte> _publicKey;

    internal VerifierKey(string name, ReadOnlySpan<byte> publicKey) =>
        (Name, KeyId, _publicKey) = (name, NoteKey.IdOf(name, publicKey), [.. publicKey]);

    /// <summary>The key's name; a log's key is called like its origin.</summary>
    public string Name { get; }

    /// <summary>The first 4 bytes of SHA-256(name, newline, 0x01, public key).</summary>
    public uint KeyId { get; }

    /// <summary>The Ed25519 public key, 32 bytes.</summary>
    public ReadOnlySpan<byte> PublicKey => _publicKey.AsSpan();

    /// <summary>Reads a vkey: <c>name+id+base64(0x01, public key)</c>.</summary>
    /// <exception cref="FormatException">It is not one, or its id is that of another key.</exception>
    public static VerifierKey Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (name, keyId, publicKey) = NoteKey.Parse(text);
        var key = new VerifierKey(name, publicKey);
        return key.KeyId == keyId ? key : throw new FormatException($"The key's id is {key.KeyId:x8}, not {keyId:x8} as it says.");
    }

    /// <summary>Whether this key signed the note.</summary>
    public bool Signed(SignedNote note)
    {
        ArgumentNullException.ThrowIfNull(note);
        var text = Encoding.UTF8.GetBytes(note.Text);
        return note.Signatures.Any(signature =>
            signature.Name == Name && signature.KeyId == KeyId && Ed25519.Verifies(PublicKey, text, signature.Signature.AsSpan()));
    }

    /// <inheritdoc/>
    public bool Equals(VerifierKey? other) => other is not null && ToString() == other.ToString();

    /// <inheritdoc/>
    public override int GetHashCode() => (int)(KeyId & int.MaxValue);

    /// <inheritdoc/>
    public override string ToString() => NoteKey.Text(Name, KeyId, PublicKey);
}
