using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Portal.Settlement;
using Portal.Settlement.Amounts;
using Portal.Settlement.Deleveraging;

namespace Portal.Storage.Deleveraging;

/// <summary>How a queue is kept: one line a place, or a fifth, its figures apart by a space.</summary>
public static class QueueText
{
    private const string Nothing = "-";

    /// <summary>Quantity and score of every place, in order.</summary>
    public static string Write(AdlQueueSide side)
    {
        ArgumentNullException.ThrowIfNull(side);
        var text = new StringBuilder(32 * side.Places.Length);
        foreach (var place in side.Places)
        {
            text.Append(place.Quantity).Append(' ').Append(place.Score).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The fifths, with percent, positions, contracts, highest and lowest score.</summary>
    public static string Write(IEnumerable<AdlQuintile> quintiles)
    {
        ArgumentNullException.ThrowIfNull(quintiles);
        return string.Concat(quintiles.Select(static fifth => string.Create(
            CultureInfo.InvariantCulture,
            $"{fifth.Percent} {fifth.Positions} {fifth.Contracts} {fifth.HighestScore?.ToString() ?? Nothing} {fifth.LowestScore?.ToString() ?? Nothing}\n")));
    }

    /// <summary>Reads places.</summary>
    /// <exception cref="FormatException">It is none of what <see cref="Write(AdlQueueSide)"/> writes.</exception>
    public static AdlQueueSide ReadPlaces(string text) =>
        new([.. Lines(text, 2).Select(static parts => new AdlPlace(Accept(Quantity.Read(parts[0], "quantity")), Number(parts[1])))]);

    /// <summary>Reads fifths.</summary>
    /// <exception cref="FormatException">It is none of what <see cref="Write(IEnumerable{AdlQuintile})"/> writes.</exception>
    public static ImmutableArray<AdlQuintile> ReadQuintiles(string text) =>
    [
        .. Lines(text, 5).Select(static parts => new AdlQuintile(
            int.Parse(parts[0], CultureInfo.InvariantCulture),
            int.Parse(parts[1], CultureInfo.InvariantCulture),
            Number(parts[2]),
            parts[3] == Nothing ? null : Number(parts[3]),
            parts[4] == Nothing ? null : Number(parts[4]))),
    ];

    /// <summary>Reads a number.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static DecimalNumber Number(string text) => Accept(DecimalNumber.Read(text, "number"));

    private static IEnumerable<string[]> Lines(string text, int parts)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line =>
            line.Split(' ') is { } found && found.Length == parts ? found : throw new FormatException("A line of a queue has not its figures."));
    }

    private static T Accept<T>(Checked<T> read) => read.Problem is { } problem ? throw new FormatException(problem.ToString()) : read.Value;
}
