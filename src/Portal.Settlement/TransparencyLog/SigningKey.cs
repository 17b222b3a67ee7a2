using System.Text;

namespace Portal.Settlement.TransparencyLog;

/// <summary>The private half of a log's key. Its text is the one that Go's signed notes use: <c>PRIVATE+KEY+name+id+base64(0x01, seed)</c>.</summary>
public sealed class SigningKey
{
    /// <summary>Bytes of the secret seed.</summary>
    public const int SeedLength = Ed25519.KeyLength;

    private const string Mark = "PRIVATE+KEY+";

    private readonly byte[] _seed;

    private SigningKey(string name, byte[] seed) => (_seed, Verifier) = (seed, new VerifierKey(name, Ed25519.PublicKey(seed)));

    /// <summary>The public half.</summary>
    public VerifierKey Verifier { get; }

    /// <summary>Makes a key from 32 random bytes.</summary>
    /// <exception cref="ArgumentException">The name is empty, too long, or has white space or a plus sign in it; or the seed is not 32 bytes.</exception>
    public static SigningKey FromSeed(string name, ReadOnlySpan<byte> seed)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!NoteKey.IsName(name))
        {
            throw new ArgumentException($"'{name}' can't be a log's name: 1 to 255 characters without white space and plus signs.", nameof(name));
        }

        return seed.Length == SeedLength
            ? new SigningKey(name, seed.ToArray())
            : throw new ArgumentException($"A seed has {SeedLength} bytes.", nameof(seed));
    }

    /// <summary>Reads the text that <see cref="ToSecretText"/> writes.</summary>
    /// <exception cref="FormatException">It is not a key. The message never repeats any of it.</exception>
    public static SigningKey Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.StartsWith(Mark, StringComparison.Ordinal))
        {
            throw new FormatException($"A signing key begins with {Mark}.");
        }

        var (name, keyId, seed) = NoteKey.Parse(text[Mark.Length..]);
        var key = new SigningKey(name, seed);
        return key.Verifier.KeyId == keyId ? key : throw new FormatException("The key's id is not that of its seed.");
    }

    /// <summary>Signs a text.</summary>
    /// <exception cref="ArgumentException">The text does not end with a line break.</exception>
    public SignedNote Sign(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.EndsWith('\n')
            ? new SignedNote(text, [new NoteSignature(Verifier.Name, Verifier.KeyId, [.. Ed25519.Sign(_seed, Encoding.UTF8.GetBytes(text))])])
            : throw new ArgumentException("A note's text ends with a line break.", nameof(text));
    }

    /// <summary>The secret as it is kept in a file. Whoever has it can sign for the log.</summary>
    public string ToSecretText() => $"{Mark}{NoteKey.Text(Verifier.Name, Verifier.KeyId, _seed)}";

    /// <summary>The name and id; never the secret.</summary>
    public override string ToString() => $"{Verifier.Name}+{Verifier.KeyId:x8}";
}
