using System.Collections.Immutable;
using System.Globalization;

namespace Portal.Settlement.TransparencyLog;

/// <summary>What a log commits to: how many leaves it has and the root of their tree. The body of a C2SP tlog-checkpoint.</summary>
public sealed record Checkpoint
{
    private const string SuccessorMark = "successor ";

    /// <summary>The log's name, unique to it.</summary>
    public required string Origin { get; init; }

    /// <summary>How many leaves.</summary>
    public required long Size { get; init; }

    /// <summary>The root hash, 32 bytes.</summary>
    public required ImmutableArray<byte> Root { get; init; }

    /// <summary>Lines behind the root; none in an ordinary checkpoint.</summary>
    public ImmutableArray<string> Extensions { get; init; } = [];

    /// <summary>The key that signs from here on, in a checkpoint that hands the log over to it; null in every other.</summary>
    public string? Successor =>
        Extensions.FirstOrDefault(static line => line.StartsWith(SuccessorMark, StringComparison.Ordinal))?[SuccessorMark.Length..];

    /// <summary>This checkpoint, handing the log over to a key.</summary>
    public Checkpoint HandingOverTo(VerifierKey successor) => this with { Extensions = [$"{SuccessorMark}{successor}"] };

    /// <summary>The text that is signed: origin, size and root in base64, each on a line, then the extensions.</summary>
    public string ToText() =>
        string.Concat(((string[])[Origin, Size.ToString(CultureInfo.InvariantCulture), Convert.ToBase64String(Root.AsSpan()), .. Extensions])
            .Select(static line => $"{line}\n"));

    /// <summary>Reads a note's text.</summary>
    /// <exception cref="FormatException">It is not a checkpoint; the message says which line is at fault.</exception>
    public static Checkpoint Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var lines = text.Split('\n');
        if (lines.Length < 4 || lines[^1].Length > 0)
        {
            throw new FormatException("A checkpoint has at least three lines, each ended.");
        }

        if (lines[..^1].Index().FirstOrDefault(static line => line.Item.Length == 0) is { Item: not null } empty)
        {
            throw new FormatException($"Line {empty.Index + 1} of the checkpoint is empty.");
        }

        // One spelling for each size: no sign, no zero in front.
        if (!long.TryParse(lines[1], NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            || size.ToString(CultureInfo.InvariantCulture) != lines[1])
        {
            throw new FormatException("Line 2 of the checkpoint is not a size.");
        }

        return new Checkpoint { Origin = lines[0], Size = size, Root = ReadRoot(lines[2]), Extensions = [.. lines[3..^1]] };
    }

    /// <inheritdoc/>
    public bool Equals(Checkpoint? other) => other is not null && ToText() == other.ToText();

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToText());

    private static ImmutableArray<byte> ReadRoot(string line)
    {
        var root = Base64.Read(line);
        return root?.Length == MerkleTree.HashLength
            ? [.. root]
            : throw new FormatException("Line 3 of the checkpoint is not a root hash in base64.");
    }
}
