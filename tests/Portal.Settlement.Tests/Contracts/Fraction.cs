using System.Numerics;
using Portal.Settlement.Amounts;

namespace Portal.Settlement.Tests.Contracts;

/// <summary>A slow and plain fraction, to check the rules' arithmetic against.</summary>
internal readonly record struct Fraction(BigInteger Above, BigInteger Below)
{
    public static Fraction Of(DecimalNumber number) => new((BigInteger)number.Mantissa, BigInteger.Pow(10, number.Scale));

    public static Fraction Of(BigInteger number) => new(number, 1);

    public static Fraction operator +(Fraction left, Fraction right) => new((left.Above * right.Below) + (right.Above * left.Below), left.Below * right.Below);

    public static Fraction operator -(Fraction left, Fraction right) => left + new Fraction(-right.Above, right.Below);

    public static Fraction operator *(Fraction left, Fraction right) => new(left.Above * right.Above, left.Below * right.Below);

    public static Fraction operator /(Fraction left, Fraction right) => new(left.Above * right.Below, left.Below * right.Above);

    /// <summary>The largest whole number that is not above it.</summary>
    public BigInteger Floor()
    {
        var (above, below) = Below.Sign < 0 ? (-Above, -Below) : (Above, Below);
        var quotient = above / below;
        return quotient * below > above ? quotient - 1 : quotient;
    }

    public int Against(Fraction other)
    {
        var difference = this - other;
        return difference.Above.Sign * difference.Below.Sign;
    }
}
