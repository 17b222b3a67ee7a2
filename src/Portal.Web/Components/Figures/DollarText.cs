using System.Globalization;
using System.Numerics;
using Portal.Settlement.Amounts;

namespace Portal.Web.Components.Figures;

/// <summary>Dollars as a reader takes them in at a glance: three or four figures and a word for the size, the rest cut off.</summary>
/// <param name="Before">What stands before the number, such as "$".</param>
/// <param name="Number">The number with its sign.</param>
/// <param name="After">The word for its size; may be empty.</param>
public readonly record struct DollarText(string Before, string Number, string After)
{
    private const int CentsPerDollar = 100;

    /// <summary>Cut off to two decimals of the largest word that fits: 12,345,678.90 is "$ 12.34 M".</summary>
    public static DollarText Brief(Dollars dollars)
    {
        var isChinese = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh";
        var size = BigInteger.Abs(dollars.Cents) / CentsPerDollar;
        foreach (var (least, word) in isChinese ? ChineseSizes : Sizes)
        {
            if (size >= least)
            {
                return Of(dollars.Cents / least, word, isChinese);
            }
        }

        return Of(dollars.Cents, string.Empty, isChinese);
    }

    /// <summary>To the cent.</summary>
    public static string Exact(Dollars dollars)
    {
        var isChinese = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh";
        return Of(dollars.Cents, string.Empty, isChinese).ToString();
    }

    /// <summary>In one piece.</summary>
    public override string ToString() => string.Concat(Before, Before.Length == 0 ? string.Empty : "\u00a0", Number, After.Length == 0 ? string.Empty : "\u00a0", After);

    private static readonly (long Least, string Word)[] Sizes =
        [(1_000_000_000_000, "T"), (1_000_000_000, "B"), (1_000_000, "M")];

    private static readonly (long Least, string Word)[] ChineseSizes = [(100_000_000, "亿"), (10_000, "万")];

    private static DollarText Of(BigInteger hundredths, string word, bool isChinese)
    {
        var plain = new Dollars(hundredths).ToString();
        var format = CultureInfo.CurrentCulture.NumberFormat;
        var whole = BigInteger.Abs(hundredths / CentsPerDollar).ToString("#,0", CultureInfo.CurrentCulture);
        var number = $"{(hundredths.Sign < 0 ? FigureText.Minus : string.Empty)}{whole}{format.NumberDecimalSeparator}{plain[^2..]}";
        return isChinese ? new DollarText(string.Empty, number, $"{word}美元") : new DollarText("$", number, word);
    }
}
