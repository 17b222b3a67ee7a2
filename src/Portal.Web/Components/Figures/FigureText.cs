using System.Globalization;
using Portal.Settlement.Amounts;

namespace Portal.Web.Components.Figures;

/// <summary>A figure cut into what is set apart on a page: sign, whole part with its groups, fraction with its point.</summary>
/// <param name="Sign">"−" (U+2212), or nothing.</param>
/// <param name="Whole">Digits before the point, in groups of three.</param>
/// <param name="Fraction">The point and the digits behind it, or nothing.</param>
public readonly record struct FigureText(string Sign, string Whole, string Fraction)
{
    /// <summary>The minus sign, as wide as a plus.</summary>
    public const string Minus = "−";

    /// <summary>Most assets are read with two decimals; more are shown when they are not zero, and none is ever cut off.</summary>
    private const int UsualDecimals = 2;

    private const int BriefFrom = 1_000;

    /// <summary>An amount, exact, in the page's culture.</summary>
    public static FigureText Of(Money amount) => Of(amount.ToString(), Math.Min(UsualDecimals, amount.Asset.Scale));

    /// <summary>An amount where its size matters and its last digits do not: from a thousand on, no more than the usual decimals, the rest cut off.</summary>
    public static FigureText Brief(Money amount)
    {
        var exact = Of(amount);
        return Int128.Abs(amount.Units) >= BriefFrom * PowerOfTen.Of(amount.Asset.Scale) && exact.Fraction.Length > UsualDecimals + 1
            ? exact with { Fraction = exact.Fraction[..(UsualDecimals + 1)] }
            : exact;
    }

    /// <summary>A price or quantity, exact, in the page's culture.</summary>
    public static FigureText Of(DecimalNumber number) => Of(number.ToString(), decimalsMin: 0);

    /// <summary>A count.</summary>
    public static FigureText Of(long count) => Of(count.ToString(CultureInfo.InvariantCulture), decimalsMin: 0);

    /// <summary>The figure in one piece.</summary>
    public override string ToString() => Sign + Whole + Fraction;

    private static FigureText Of(string plain, int decimalsMin)
    {
        var format = CultureInfo.CurrentCulture.NumberFormat;
        var digits = plain.AsSpan().TrimStart('-');
        var point = digits.IndexOf('.');
        var whole = point < 0 ? digits : digits[..point];
        var fraction = point < 0 ? string.Empty : digits[(point + 1)..].TrimEnd('0').ToString().PadRight(decimalsMin, '0');
        return new FigureText(
            plain.StartsWith('-') ? Minus : string.Empty,
            Group(whole, format.NumberGroupSeparator),
            fraction.Length == 0 ? string.Empty : format.NumberDecimalSeparator + fraction);
    }

    private static string Group(ReadOnlySpan<char> digits, string separator)
    {
        var first = digits.Length % 3 is 0 ? Math.Min(3, digits.Length) : digits.Length % 3;
        var text = digits[..first].ToString();
        for (var at = first; at < digits.Length; at += 3)
        {
            text += separator + digits.Slice(at, 3).ToString();
        }

        return text;
    }
}
