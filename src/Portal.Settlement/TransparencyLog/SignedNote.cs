using System.Collections.Immutable;
using System.Text;

namespace Portal.Settlement.TransparencyLog;

/// <summary>One signature line of a note.</summary>
/// <param name="Name">Who signed, by name.</param>
/// <param name="KeyId">Which of the name's keys.</param>
/// <param name="Signature">The bytes behind the key id.</param>
public sealed record NoteSignature(string Name, uint KeyId, ImmutableArray<byte> Signature);

/// <summary>A text and who signed it: C2SP signed-note.</summary>
public sealed class SignedNote
{
    /// <summary>The longest note that is read, in bytes.</summary>
    public const int BytesMax = 64 * 1024;

    /// <summary>The most signatures that are read.</summary>
    public const int SignaturesMax = 100;

    private const string SignatureMark = "— ";

    /// <summary>Puts a note together; whether the signatures are right is for <see cref="VerifierKey.Signed"/> to say.</summary>
    public SignedNote(string text, ImmutableArray<NoteSignature> signatures) => (Text, Signatures) = (text, signatures);

    /// <summary>What is signed; ends with a line break.</summary>
    public string Text { get; }

    /// <summary>Who signed, in the order of the lines. Being listed proves nothing: see <see cref="VerifierKey.Signed"/>.</summary>
    public ImmutableArray<NoteSignature> Signatures { get; }

    /// <summary>Reads a note.</summary>
    /// <exception cref="FormatException">It is not a note; the message says what is at fault.</exception>
    public static SignedNote Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > BytesMax)
        {
            throw new FormatException($"A note has at most {BytesMax} bytes.");
        }

        var note = ReadText(bytes);
        var split = note.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (split < 0 || !note.EndsWith('\n'))
        {
            throw new FormatException("A note is a text, an empty line and signatures, and ends with a line break.");
        }

        var lines = note[(split + 2)..].Split('\n')[..^1];
        return lines.Length is > 0 and <= SignaturesMax
            ? new SignedNote(note[..(split + 1)], [.. lines.Select(ReadSignature)])
            : throw new FormatException($"A note has 1 to {SignaturesMax} signatures.");
    }

    /// <summary>The note as it is served.</summary>
    public byte[] ToBytes()
    {
        var note = new StringBuilder(Text).Append('\n');
        foreach (var signature in Signatures)
        {
            note.Append(SignatureMark).Append(signature.Name).Append(' ').Append(Convert.ToBase64String(
                [.. NoteKey.IdBytes(signature.KeyId), .. signature.Signature])).Append('\n');
        }

        return Encoding.UTF8.GetBytes(note.ToString());
    }

    private static string ReadText(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var text = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(bytes);
            return text.Any(static letter => letter < ' ' && letter != '\n')
                ? throw new FormatException("A note holds no control characters.")
                : text;
        }
        catch (DecoderFallbackException exception)
        {
            throw new FormatException("A note is UTF-8.", exception);
        }
    }

    private static NoteSignature ReadSignature(string line)
    {
        var parts = line.StartsWith(SignatureMark, StringComparison.Ordinal) ? line[SignatureMark.Length..].Split(' ') : [];
        return parts.Length == 2 && NoteKey.IsName(parts[0]) && Base64.Read(parts[1]) is { Length: > NoteKey.IdLength } bytes
            ? new NoteSignature(parts[0], NoteKey.Id(bytes), [.. bytes[NoteKey.IdLength..]])
            : throw new FormatException("A signature line is a dash, a name and base64 of a key id and a signature.");
    }
}
