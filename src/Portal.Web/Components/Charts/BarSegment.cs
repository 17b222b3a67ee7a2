using System.Collections.Immutable;
using System.Globalization;
using Portal.Settlement.Amounts;

namespace Portal.Web.Components.Charts;

/// <summary>One part of a bar.</summary>
/// <param name="Kind">What it stands for; the style is <c>bar-</c> and this.</param>
/// <param name="Amount">How much, zero or more.</param>
public readonly record struct BarPart(string Kind, Money Amount);

/// <summary>A part placed in a bar that is <see cref="Width"/> wide.</summary>
/// <param name="Kind">What it stands for.</param>
/// <param name="X">Where it begins.</param>
/// <param name="Length">How long it is.</param>
public readonly record struct BarSegment(string Kind, string X, string Length)
{
    /// <summary>Width of every bar.</summary>
    public const int Width = 100;

    private const int Hundredths = 100;
    private const int Full = Width * Hundredths;

    /// <summary>A part that is not nothing is never drawn thinner than this.</summary>
    private const int LeastDrawn = Hundredths;

    /// <summary>Places parts side by side, in proportion; parts of nothing are left out.</summary>
    public static ImmutableArray<BarSegment> Place(ImmutableArray<BarPart> parts)
    {
        var drawn = parts.Where(static part => part.Amount.Units > 0).ToImmutableArray();
        var total = drawn.Aggregate(Int128.Zero, static (sum, part) => sum + part.Amount.Units);
        var lengths = drawn.Select(part => Math.Max(LeastDrawn, (int)(part.Amount.Units * (Int128)Full / total))).ToArray();
        if (lengths.Length > 0)
        {
            // What rounding and thin parts took or left is the longest part's.
            lengths[Array.IndexOf(lengths, lengths.Max())] += Full - lengths.Sum();
        }

        var segments = ImmutableArray.CreateBuilder<BarSegment>(drawn.Length);
        var x = 0;
        for (var at = 0; at < drawn.Length; at++)
        {
            segments.Add(new BarSegment(drawn[at].Kind, Text(x), Text(lengths[at])));
            x += lengths[at];
        }

        return segments.ToImmutable();
    }

    private static string Text(int hundredths) => (hundredths / (decimal)Hundredths).ToString("0.##", CultureInfo.InvariantCulture);
}
