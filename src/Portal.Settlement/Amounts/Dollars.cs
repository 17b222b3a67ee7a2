using System.Globalization;
using System.Numerics;

namespace Portal.Settlement.Amounts;

/// <summary>An amount of US dollars in whole cents, for show alone: nothing is ever settled in it.</summary>
/// <remarks>Any balance times any price fits, so no total is ever cut off or refused.</remarks>
public readonly record struct Dollars(BigInteger Cents) : IComparable<Dollars>
{
    private const int CentDecimals = 2;

    /// <summary>Nothing.</summary>
    public static Dollars Zero => new(BigInteger.Zero);

    /// <summary>What an amount is worth at a price in dollars for one whole coin, rounded down to the cent (toward minus infinity).</summary>
    public static Dollars Of(Money amount, Price price)
    {
        var product = (BigInteger)amount.Units * (BigInteger)price.Value.Mantissa * 100;
        return new Dollars(FloorDivide(product, BigInteger.Pow(10, amount.Asset.Scale + price.Value.Scale)));
    }

    /// <summary>The sum.</summary>
    public static Dollars operator +(Dollars left, Dollars right) => new(left.Cents + right.Cents);

    /// <summary>Compares by value.</summary>
    public static bool operator <(Dollars left, Dollars right) => left.CompareTo(right) < 0;

    /// <summary>Compares by value.</summary>
    public static bool operator >(Dollars left, Dollars right) => left.CompareTo(right) > 0;

    /// <summary>Compares by value.</summary>
    public static bool operator <=(Dollars left, Dollars right) => left.CompareTo(right) <= 0;

    /// <summary>Compares by value.</summary>
    public static bool operator >=(Dollars left, Dollars right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public int CompareTo(Dollars other) => Cents.CompareTo(other.Cents);

    /// <summary>With two decimals, without a sign for the currency: the form of every answer.</summary>
    public override string ToString()
    {
        var digits = BigInteger.Abs(Cents).ToString(CultureInfo.InvariantCulture).PadLeft(CentDecimals + 1, '0');
        return $"{(Cents.Sign < 0 ? "-" : string.Empty)}{digits[..^CentDecimals]}.{digits[^CentDecimals..]}";
    }

    private static BigInteger FloorDivide(BigInteger dividend, BigInteger divisor)
    {
        var quotient = BigInteger.DivRem(dividend, divisor, out var rest);
        return rest.Sign < 0 ? quotient - 1 : quotient;
    }
}
