namespace Portal.Web.Features.Badges;

/// <summary>How wide text is in the face that badges are set in, so that their boxes fit without asking a browser.</summary>
public static class TextWidth
{
    /// <summary>The face and what stands in for it: all as wide within a few per cent.</summary>
    public const string Faces = "Verdana,DejaVu Sans,Geneva,sans-serif";

    private const int UnitsPerEm = 2048;
    private const int First = ' ';

    // Two thirds of an em for letters that are not listed, a whole one for scripts set in squares.
    private const int OtherUnits = 1365;
    private const int SquareFrom = 0x2E80;

    // Advance widths of DejaVu Sans, space to tilde.
    private static readonly short[] Units =
    [
        651, 821, 942, 1716, 1303, 1946, 1597, 563, 799, 799, 1024, 1716, 651, 739, 651, 690,
        1303, 1303, 1303, 1303, 1303, 1303, 1303, 1303, 1303, 1303, 690, 690, 1716, 1716, 1716, 1087,
        2048, 1401, 1405, 1430, 1577, 1294, 1178, 1587, 1540, 604, 604, 1343, 1141, 1767, 1532, 1612,
        1235, 1612, 1423, 1300, 1251, 1499, 1401, 2025, 1403, 1251, 1403, 799, 690, 799, 1716, 1024,
        1024, 1255, 1300, 1126, 1300, 1260, 721, 1300, 1298, 569, 569, 1186, 569, 1995, 1298, 1253,
        1300, 1300, 842, 1067, 803, 1298, 1212, 1675, 1212, 1212, 1075, 1303, 690, 1303, 1716,
    ];

    /// <summary>The width in pixels at a size, rounded up.</summary>
    public static int Of(string text, int size)
    {
        ArgumentNullException.ThrowIfNull(text);
        var units = text.EnumerateRunes().Sum(static rune => UnitsOf(rune.Value));
        return ((units * size) + UnitsPerEm - 1) / UnitsPerEm;
    }

    private static int UnitsOf(int letter) =>
        letter - First is >= 0 and var at && at < Units.Length ? Units[at]
        : letter >= SquareFrom ? UnitsPerEm
        : OtherUnits;
}
