using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Portal.Settlement.Amounts;

namespace Portal.Web.Components.Charts;

/// <summary>The paths of a sparkline in a box of <see cref="Width"/> by <see cref="Height"/>, to a tenth.</summary>
/// <param name="Line">The balance.</param>
/// <param name="Area">The same, closed along the bottom.</param>
/// <param name="Start">A level line at the first balance, to see gain or loss against.</param>
public readonly record struct SparklineGeometry(string Line, string Area, string Start)
{
    /// <summary>Width of the box.</summary>
    public const int Width = 240;

    /// <summary>Height of the box.</summary>
    public const int Height = 56;

    private const int Margin = 4;
    private const int Tenths = 10;

    /// <summary>Draws balances at equal steps: the lowest at the bottom margin, the highest at the top one, a level line in the middle.</summary>
    public static SparklineGeometry Of(ImmutableArray<Money> points)
    {
        if (points.IsEmpty)
        {
            return new SparklineGeometry(string.Empty, string.Empty, string.Empty);
        }

        var low = points.Min(static point => point.Units);
        var span = points.Max(static point => point.Units) - (Int128)low;
        var line = new StringBuilder();
        for (var at = 0; at < points.Length; at++)
        {
            var x = points.Length == 1 ? 0 : at * Width * Tenths / (points.Length - 1);
            line.Append(at == 0 ? 'M' : 'L').Append(Tenth(x)).Append(' ').Append(Tenth(Y(points[at].Units, low, span)));
        }

        if (points.Length == 1)
        {
            line.Append('H').Append(Tenth(Width * Tenths));
        }

        var start = $"M0 {Tenth(Y(points[0].Units, low, span))}H{Tenth(Width * Tenths)}";
        return new SparklineGeometry(line.ToString(), $"{line}V{Tenth(Height * Tenths)}H0Z", start);
    }

    private static int Y(long units, long low, Int128 span)
    {
        const int Drawn = (Height - (2 * Margin)) * Tenths;
        var above = span == 0 ? Drawn / 2 : (int)(((Int128)units - low) * Drawn / span);
        return (Margin * Tenths) + Drawn - above;
    }

    private static string Tenth(int tenths) =>
        tenths % Tenths == 0
            ? (tenths / Tenths).ToString(CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{tenths / Tenths}.{tenths % Tenths}");
}
