using System.Globalization;

namespace Portal.Settlement.Amounts;

/// <summary>An exact decimal number as people write it: digits and a decimal point, no exponent, no rounding.</summary>
/// <remarks>
/// Trailing zeros carry no meaning and are dropped when it is read, so <c>1.0</c> and <c>1.00</c> are equal.
/// At most <see cref="IntegerDigitsMax"/> digits before the point and <see cref="ScaleMax"/> behind it, which together fit an <see cref="Int128"/>.
/// </remarks>
public readonly record struct DecimalNumber : IComparable<DecimalNumber>
{
    /// <summary>The most digits before the decimal point.</summary>
    public const int IntegerDigitsMax = 20;

    /// <summary>The most digits behind the decimal point (contract: prices and quantities, 18).</summary>
    public const int ScaleMax = 18;

    private DecimalNumber(Int128 mantissa, int scale) => (Mantissa, Scale) = (mantissa, scale);

    /// <summary>The number without its decimal point.</summary>
    public Int128 Mantissa { get; }

    /// <summary>How many of the mantissa's digits stand behind the point; 0 to <see cref="ScaleMax"/>, as few as possible.</summary>
    public int Scale { get; }

    /// <summary>Makes the number mantissa / 10^scale.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The scale or the size lies outside what can be written.</exception>
    public static DecimalNumber Of(Int128 mantissa, int scale)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(scale);
        while (scale > 0 && mantissa % 10 == 0)
        {
            mantissa /= 10;
            scale--;
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(scale, ScaleMax);
        if (Int128.Abs(mantissa) >= PowerOfTen.Of(IntegerDigitsMax + scale))
        {
            throw new ArgumentOutOfRangeException(nameof(mantissa), "The number has too many digits.");
        }

        return new DecimalNumber(mantissa, scale);
    }

    /// <summary>Reads <c>-?digits(.digits)?</c>. Anything else, an exponent or NaN among them, is a problem of <paramref name="field"/>.</summary>
    public static Checked<DecimalNumber> Read(ReadOnlySpan<char> text, string field)
    {
        var negative = text is ['-', ..];
        var digits = negative ? text[1..] : text;
        var point = digits.IndexOf('.');
        var whole = point < 0 ? digits : digits[..point];
        var fraction = point < 0 ? [] : digits[(point + 1)..];
        if (whole.IsEmpty || (point >= 0 && fraction.IsEmpty) || whole.ContainsAnyExceptInRange('0', '9') || fraction.ContainsAnyExceptInRange('0', '9'))
        {
            return new Problem("not-a-number", field, $"'{Shorten(text)}' is not a decimal number such as \"1250.75\".");
        }

        whole = whole.TrimStart('0');
        fraction = fraction.TrimEnd('0');
        if (whole.Length > IntegerDigitsMax)
        {
            return new Problem("too-large", field, $"has more than {IntegerDigitsMax} digits before the decimal point.");
        }

        if (fraction.Length > ScaleMax)
        {
            return new Problem("too-many-decimals", field, $"has more than {ScaleMax} decimals.");
        }

        var mantissa = Digits(whole) * PowerOfTen.Of(fraction.Length) + Digits(fraction);
        return new DecimalNumber(negative ? -mantissa : mantissa, fraction.Length);
    }

    /// <inheritdoc/>
    public int CompareTo(DecimalNumber other)
    {
        // Signs and whole parts first: two 38-digit mantissas can't be brought to one scale inside an Int128.
        var (whole, rest) = Int128.DivRem(Mantissa, PowerOfTen.Of(Scale));
        var (otherWhole, otherRest) = Int128.DivRem(other.Mantissa, PowerOfTen.Of(other.Scale));
        var byWhole = whole.CompareTo(otherWhole);
        return byWhole != 0
            ? byWhole
            : (rest * PowerOfTen.Of(ScaleMax - Scale)).CompareTo(otherRest * PowerOfTen.Of(ScaleMax - other.Scale));
    }

    /// <summary>The shortest plain form: no exponent, no trailing zeros, no sign on zero.</summary>
    public override string ToString() => Format(Mantissa, Scale);

    /// <summary>Writes mantissa / 10^scale with exactly <paramref name="scale"/> decimals.</summary>
    public static string Format(Int128 mantissa, int scale)
    {
        Span<char> buffer = stackalloc char[64];
        return new string(buffer[..Format(mantissa, scale, buffer)]);
    }

    /// <summary>Writes mantissa / 10^scale into <paramref name="buffer"/> (64 characters always suffice) and says how many characters it took.</summary>
    public static int Format(Int128 mantissa, int scale, Span<char> buffer)
    {
        Span<char> digits = stackalloc char[48];
        // A long is formatted several times faster than an Int128, and nearly every amount is one.
        var length = 0;
        _ = mantissa >= -long.MaxValue && mantissa <= long.MaxValue
            ? long.Abs((long)mantissa).TryFormat(digits, out length, default, CultureInfo.InvariantCulture)
            : Int128.Abs(mantissa).TryFormat(digits, out length, default, CultureInfo.InvariantCulture);
        var position = 0;
        if (mantissa < 0)
        {
            buffer[position++] = '-';
        }

        var wholeLength = length - scale;
        if (wholeLength <= 0)
        {
            buffer[position++] = '0';
        }
        else
        {
            digits[..wholeLength].CopyTo(buffer[position..]);
            position += wholeLength;
        }

        if (scale > 0)
        {
            buffer[position++] = '.';
            for (var zero = wholeLength; zero < 0; zero++)
            {
                buffer[position++] = '0';
            }

            var fraction = digits[Math.Max(wholeLength, 0)..length];
            fraction.CopyTo(buffer[position..]);
            position += fraction.Length;
        }

        return position;
    }

    /// <summary>Compares by value.</summary>
    public static bool operator <(DecimalNumber left, DecimalNumber right) => left.CompareTo(right) < 0;

    /// <summary>Compares by value.</summary>
    public static bool operator >(DecimalNumber left, DecimalNumber right) => left.CompareTo(right) > 0;

    /// <summary>Compares by value.</summary>
    public static bool operator <=(DecimalNumber left, DecimalNumber right) => left.CompareTo(right) <= 0;

    /// <summary>Compares by value.</summary>
    public static bool operator >=(DecimalNumber left, DecimalNumber right) => left.CompareTo(right) >= 0;

    private static Int128 Digits(ReadOnlySpan<char> digits)
    {
        if (digits.Length <= 18)
        {
            long small = 0;
            foreach (var digit in digits)
            {
                small = (small * 10) + (digit - '0');
            }

            return small;
        }

        var value = Int128.Zero;
        foreach (var digit in digits)
        {
            value = (value * 10) + (digit - '0');
        }

        return value;
    }

    private static string Shorten(ReadOnlySpan<char> text) => text.Length <= 40 ? text.ToString() : $"{text[..40]}…";
}
