using System.Globalization;
using System.Numerics;
using Portal.Settlement;
using Portal.Settlement.Amounts;

namespace Portal.Worker.Sources.Replay;

/// <summary>A decimal number of any length, exponents included: what programs print into files. Never rounded when read or added.</summary>
public readonly record struct ExactDecimal
{
    /// <summary>The largest exponent read, either way: what a printed double needs.</summary>
    public const int ExponentMax = 400;

    private const int LengthMax = 800;

    private ExactDecimal(BigInteger mantissa, int scale) => (Mantissa, Scale) = (mantissa, scale);

    /// <summary>The number without its decimal point.</summary>
    public BigInteger Mantissa { get; }

    /// <summary>How many of the mantissa's digits stand behind the point; zero or more.</summary>
    public int Scale { get; }

    /// <summary>Reads <c>-?digits(.digits)?(e[+-]?digits)?</c>; anything else is a problem of <paramref name="field"/>.</summary>
    public static Checked<ExactDecimal> Read(ReadOnlySpan<char> text, string field)
    {
        var unsigned = text is ['-', ..] ? text[1..] : text;
        var mark = unsigned.IndexOfAny('e', 'E');
        var digits = mark < 0 ? unsigned : unsigned[..mark];
        var exponent = 0;
        if (mark >= 0 && !int.TryParse(unsigned[(mark + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent))
        {
            return NotANumber(text, field);
        }

        var point = digits.IndexOf('.');
        var whole = point < 0 ? digits : digits[..point];
        var fraction = point < 0 ? [] : digits[(point + 1)..];
        if (whole.IsEmpty || (point >= 0 && fraction.IsEmpty) || whole.ContainsAnyExceptInRange('0', '9') || fraction.ContainsAnyExceptInRange('0', '9'))
        {
            return NotANumber(text, field);
        }

        if (text.Length > LengthMax || exponent is < -ExponentMax or > ExponentMax)
        {
            return new Problem("too-large", field, "has more digits than any figure of a recording needs.");
        }

        var mantissa = BigInteger.Parse([.. whole, .. fraction], NumberStyles.None, CultureInfo.InvariantCulture);
        var scale = fraction.Length - exponent;
        mantissa = scale < 0 ? mantissa * BigInteger.Pow(10, -scale) : mantissa;
        return new ExactDecimal(text[0] == '-' ? -mantissa : mantissa, Math.Max(scale, 0));
    }

    /// <summary>Takes a number as one that records are made of; more digits than those have are a problem of <paramref name="field"/>.</summary>
    public static Checked<DecimalNumber> ReadNumber(ReadOnlySpan<char> text, string field)
    {
        // Nearly every number has no exponent, and this way is several times faster.
        if (text.IndexOfAny('e', 'E') < 0)
        {
            return DecimalNumber.Read(text, field);
        }

        var read = Read(text, field);
        return read.Problem is { } problem ? problem : DecimalNumber.Read(read.Value.ToString(), field);
    }

    /// <summary>The smallest number with at most <paramref name="scale"/> decimals that is not below this one.</summary>
    public ExactDecimal RoundUp(int scale)
    {
        if (Scale <= scale)
        {
            return this;
        }

        var quotient = BigInteger.DivRem(Mantissa, BigInteger.Pow(10, Scale - scale), out var remainder);
        return new ExactDecimal(remainder.Sign > 0 ? quotient + 1 : quotient, scale);
    }

    /// <summary>The exact sum.</summary>
    public static ExactDecimal operator +(ExactDecimal left, ExactDecimal right)
    {
        var scale = Math.Max(left.Scale, right.Scale);
        return new ExactDecimal(left.MantissaAt(scale) + right.MantissaAt(scale), scale);
    }

    /// <summary>The exact difference.</summary>
    public static ExactDecimal operator -(ExactDecimal left, ExactDecimal right) => left + new ExactDecimal(-right.Mantissa, right.Scale);

    /// <summary>The plain form: no exponent, no trailing zeros behind the point.</summary>
    public override string ToString()
    {
        var digits = BigInteger.Abs(Mantissa).ToString(CultureInfo.InvariantCulture).PadLeft(Scale + 1, '0');
        var fraction = digits[^Scale..].TrimEnd('0');
        var sign = Mantissa.Sign < 0 ? "-" : string.Empty;
        return fraction.Length == 0 ? sign + digits[..^Scale] : $"{sign}{digits[..^Scale]}.{fraction}";
    }

    private BigInteger MantissaAt(int scale) => Mantissa * BigInteger.Pow(10, scale - Scale);

    private static Problem NotANumber(ReadOnlySpan<char> text, string field) =>
        new("not-a-number", field, $"'{(text.Length <= 40 ? text.ToString() : $"{text[..40]}…")}' is not a decimal number.");
}
