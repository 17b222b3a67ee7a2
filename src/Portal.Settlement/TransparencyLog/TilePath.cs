using System.Globalization;
using System.Text;

namespace Portal.Settlement.TransparencyLog;

/// <summary>How C2SP tlog-tiles writes a tile's number: groups of three digits, all but the last behind an x, so that no folder grows beyond 1,000 files.</summary>
public static class TilePath
{
    private const int Group = 1_000;
    private const int GroupLength = 3;
    private const string PartialMark = ".p/";

    /// <summary>A number's path, such as <c>x001/x234/067</c>, with <c>.p/</c> and the width behind it when it is below 256.</summary>
    public static string Of(long index, int width)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        var path = (index % Group).ToString("000", CultureInfo.InvariantCulture);
        for (var rest = index / Group; rest > 0; rest /= Group)
        {
            path = string.Create(CultureInfo.InvariantCulture, $"x{rest % Group:000}/{path}");
        }

        return width == TileAddress.FullWidth ? path : string.Create(CultureInfo.InvariantCulture, $"{path}{PartialMark}{width}");
    }

    /// <summary>A bundle of entries, below the log's address.</summary>
    public static string OfEntries(long index, int width) => $"tile/entries/{Of(index, width)}";

    /// <summary>Reads what <see cref="Of"/> writes; null for everything else, so that each tile has one address.</summary>
    public static (long Index, int Width)? Parse(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var width = TileAddress.FullWidth;
        var partial = path.IndexOf(PartialMark, StringComparison.Ordinal);
        if (partial >= 0 && !TryWidth(path.AsSpan(partial + PartialMark.Length), out width))
        {
            return null;
        }

        var groups = (partial >= 0 ? path[..partial] : path).Split('/');
        var digits = new StringBuilder();
        for (var at = 0; at < groups.Length; at++)
        {
            var isLast = at == groups.Length - 1;
            var group = isLast ? groups[at] : groups[at].StartsWith('x') ? groups[at][1..] : string.Empty;
            if (group.Length != GroupLength || !group.All(char.IsAsciiDigit))
            {
                return null;
            }

            digits.Append(group);
        }

        // A number has one spelling: "x000/001" is not another name of "001".
        return long.TryParse(digits.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            && index <= long.MaxValue / TileAddress.FullWidth - 1
            && (groups.Length == 1 || groups[0] != "x000")
            ? (index, width)
            : null;
    }

    private static bool TryWidth(ReadOnlySpan<char> text, out int width) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out width)
        && width is > 0 and < TileAddress.FullWidth
        && text[0] != '0';
}
