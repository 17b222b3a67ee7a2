using System.Numerics;
using Portal.Settlement.Amounts;

namespace Portal.Settlement.Contracts;

/// <summary>The exact arithmetic of a contract: one fraction, rounded once, always toward minus infinity.</summary>
/// <remarks>
/// Source of the formulas: the portal's contract, "Intake". v = quantity x contract value. What a long gains from price a to b:
/// linear v (b - a); inverse v (b - a) / (a b); a short gains the opposite. The product is made in an <see cref="Int128"/> when an
/// upper bound of its bits says that it fits, otherwise in a <see cref="BigInteger"/>: the result is the same, only slower.
/// </remarks>
public static class ContractArithmetic
{
    // One bit is the sign; one is kept so that a difference of two bounded numbers fits as well.
    private const int BitsMax = 126;

    /// <summary>The gain of a position when the price goes from <paramref name="from"/> to <paramref name="to"/>, in units of an asset of <paramref name="assetScale"/> decimals, rounded down.</summary>
    /// <returns>The units, or null when they do not fit a <see cref="long"/>.</returns>
    public static long? GainUnits(Contract contract, PositionSide side, Quantity quantity, Price from, Price to, int assetScale)
    {
        ArgumentNullException.ThrowIfNull(contract);
        var terms = new Terms(contract.ContractValue.Value, quantity.Value, from.Value, to.Value, assetScale);
        var inverse = contract.Kind is ContractKind.Inverse;
        return terms.Bits(inverse) <= BitsMax
            ? Fit(FloorGain(new Exact(terms), inverse, side))
            : Fit(FloorGain(new ExactBig(terms), inverse, side));
    }

    /// <summary>The notional of a fill times <paramref name="sharePpm"/> in units, rounded down: v x fill (linear) or v / fill (inverse).</summary>
    /// <returns>The units, or null when they do not fit a <see cref="long"/>.</returns>
    public static long? NotionalUnits(Contract contract, Quantity quantity, Price fill, int assetScale, PartsPerMillion sharePpm)
    {
        ArgumentNullException.ThrowIfNull(contract);
        var (value, count, price) = (contract.ContractValue.Value, quantity.Value, fill.Value);
        var inverse = contract.Kind is ContractKind.Inverse;
        var exponent = assetScale - value.Scale - count.Scale + (inverse ? price.Scale : -price.Scale);
        var numeratorBits = Bits(value.Mantissa) + Bits(count.Mantissa) + Bits(sharePpm.Value) + (inverse ? 0 : Bits(price.Mantissa)) + BitsOfTens(exponent);
        var denominatorBits = Bits(PartsPerMillion.Whole) + (inverse ? Bits(price.Mantissa) : 0) + BitsOfTens(-exponent);
        if (numeratorBits <= BitsMax && denominatorBits <= BitsMax)
        {
            var numerator = unchecked(value.Mantissa * count.Mantissa * sharePpm.Value * (inverse ? 1 : price.Mantissa) * Tens(exponent));
            var denominator = unchecked(PartsPerMillion.Whole * (inverse ? price.Mantissa : 1) * Tens(-exponent));
            return Fit(numerator / denominator);
        }

        var bigNumerator = (BigInteger)value.Mantissa * (BigInteger)count.Mantissa * sharePpm.Value * (inverse ? BigInteger.One : (BigInteger)price.Mantissa) * BigTens(exponent);
        var bigDenominator = PartsPerMillion.Whole * (inverse ? (BigInteger)price.Mantissa : BigInteger.One) * BigTens(-exponent);
        return Fit(bigNumerator / bigDenominator);
    }

    private static Int128 FloorGain(Exact terms, bool inverse, PositionSide side)
    {
        var numerator = unchecked(terms.Difference * terms.Count * terms.Value * (inverse ? terms.InverseTens : terms.LinearTens));
        var denominator = unchecked(inverse ? terms.From * terms.To * terms.InverseTensBelow : terms.LinearTensBelow);
        var (quotient, remainder) = Int128.DivRem(side is PositionSide.Long ? numerator : -numerator, denominator);
        return remainder < 0 ? quotient - 1 : quotient;
    }

    private static BigInteger FloorGain(ExactBig terms, bool inverse, PositionSide side)
    {
        var numerator = terms.Difference * terms.Count * terms.Value * BigTens(inverse ? terms.InverseExponent : terms.LinearExponent);
        var denominator = BigTens(inverse ? -terms.InverseExponent : -terms.LinearExponent) * (inverse ? terms.From * terms.To : BigInteger.One);
        var quotient = BigInteger.DivRem(side is PositionSide.Long ? numerator : -numerator, denominator, out var remainder);
        return remainder.Sign < 0 ? quotient - 1 : quotient;
    }

    private static long? Fit(Int128 units) => units >= long.MinValue && units <= long.MaxValue ? (long)units : null;

    private static long? Fit(BigInteger units) => units >= long.MinValue && units <= long.MaxValue ? (long)units : null;

    private static int Bits(Int128 number) => 128 - (int)Int128.LeadingZeroCount(Int128.Abs(number));

    // log2(10) is a little less than 10/3.
    private static int BitsOfTens(int exponent) => exponent <= 0 ? 0 : (exponent * 10 / 3) + 1;

    private static Int128 Tens(int exponent) => exponent <= 0 ? Int128.One : PowerOfTen.Of(exponent);

    private static BigInteger BigTens(int exponent) => exponent <= 0 ? BigInteger.One : BigInteger.Pow(10, exponent);

    /// <summary>The mantissas and what their decimal points amount to: prices at one scale p, so that (b - a) is a whole number.</summary>
    private readonly struct Terms(DecimalNumber value, DecimalNumber count, DecimalNumber from, DecimalNumber to, int assetScale)
    {
        public Int128 Value { get; } = value.Mantissa;

        public Int128 Count { get; } = count.Mantissa;

        public DecimalNumber From { get; } = from;

        public DecimalNumber To { get; } = to;

        public int PriceScale { get; } = Math.Max(from.Scale, to.Scale);

        public int LinearExponent => assetScale - value.Scale - count.Scale - PriceScale;

        public int InverseExponent => assetScale - value.Scale - count.Scale + PriceScale;

        public int Bits(bool inverse)
        {
            var priceBits = Math.Max(PriceBits(From), PriceBits(To));
            var exponent = inverse ? InverseExponent : LinearExponent;
            var above = priceBits + ContractArithmetic.Bits(Value) + ContractArithmetic.Bits(Count) + BitsOfTens(exponent);
            var below = (inverse ? 2 * priceBits : 0) + BitsOfTens(-exponent);
            return Math.Max(above, below);
        }

        private int PriceBits(DecimalNumber price) => ContractArithmetic.Bits(price.Mantissa) + BitsOfTens(PriceScale - price.Scale);
    }

    private readonly struct Exact(Terms terms)
    {
        public Int128 Value { get; } = terms.Value;

        public Int128 Count { get; } = terms.Count;

        public Int128 From { get; } = unchecked(terms.From.Mantissa * Tens(terms.PriceScale - terms.From.Scale));

        public Int128 To { get; } = unchecked(terms.To.Mantissa * Tens(terms.PriceScale - terms.To.Scale));

        public Int128 Difference => To - From;

        public Int128 LinearTens => Tens(terms.LinearExponent);

        public Int128 LinearTensBelow => Tens(-terms.LinearExponent);

        public Int128 InverseTens => Tens(terms.InverseExponent);

        public Int128 InverseTensBelow => Tens(-terms.InverseExponent);
    }

    private readonly struct ExactBig(Terms terms)
    {
        public BigInteger Value { get; } = (BigInteger)terms.Value;

        public BigInteger Count { get; } = (BigInteger)terms.Count;

        public BigInteger From { get; } = (BigInteger)terms.From.Mantissa * BigTens(terms.PriceScale - terms.From.Scale);

        public BigInteger To { get; } = (BigInteger)terms.To.Mantissa * BigTens(terms.PriceScale - terms.To.Scale);

        public BigInteger Difference => To - From;

        public int LinearExponent => terms.LinearExponent;

        public int InverseExponent => terms.InverseExponent;
    }
}
