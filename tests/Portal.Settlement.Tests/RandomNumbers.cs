using System.Numerics;
using Portal.Settlement.Amounts;

namespace Portal.Settlement.Tests;

/// <summary>Random decimals of every size: small ones, long ones, and ones at the edge of what can be written.</summary>
internal static class RandomNumbers
{
    public static DecimalNumber Decimal(this Random random, int digitsMax = DecimalNumber.IntegerDigitsMax, int scaleMax = DecimalNumber.ScaleMax)
    {
        var scale = random.Next(0, scaleMax + 1);
        var digits = random.Next(1, digitsMax + scale + 1);
        var mantissa = random.Next(0, 4) switch
        {
            0 => BigInteger.Pow(10, digits) - 1,
            1 => BigInteger.Pow(10, digits - 1),
            _ => Digits(random, digits),
        };
        return DecimalNumber.Of((Int128)BigInteger.Max(mantissa, 1), scale);
    }

    public static Price Price(this Random random, int digitsMax = DecimalNumber.IntegerDigitsMax, int scaleMax = DecimalNumber.ScaleMax) =>
        Settlement.Amounts.Price.From(random.Decimal(digitsMax, scaleMax), "test").Value;

    public static Quantity Quantity(this Random random, int digitsMax = DecimalNumber.IntegerDigitsMax, int scaleMax = DecimalNumber.ScaleMax) =>
        Settlement.Amounts.Quantity.From(random.Decimal(digitsMax, scaleMax), "test").Value;

    private static BigInteger Digits(Random random, int count)
    {
        var number = BigInteger.Zero;
        for (var digit = 0; digit < count; digit++)
        {
            number = (number * 10) + random.Next(digit == 0 ? 1 : 0, 10);
        }

        return number;
    }
}
