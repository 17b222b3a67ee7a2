using System.Numerics;
using Portal.Settlement.Amounts;
using Portal.Settlement.Contracts;
using Portal.Settlement.Tests.Ledger;

namespace Portal.Settlement.Tests.Contracts;

/// <summary>The fast arithmetic against fractions of whole numbers without limit.</summary>
public sealed class ContractArithmeticTests
{
    private static readonly PartsPerMillion All = new(PartsPerMillion.Whole);

    [Theory]
    [InlineData(1, 20, 18)]
    [InlineData(2, 8, 6)]
    [InlineData(3, 3, 2)]
    [InlineData(4, 1, 18)]
    [InlineData(5, 20, 0)]
    public void Gain_and_notional_are_those_of_exact_fractions(int seed, int digitsMax, int scaleMax)
    {
        var random = new Random(seed);
        var fitting = 0;
        for (var trial = 0; trial < 8_000; trial++)
        {
            var contract = new Contract(random.Next(2) == 0 ? ContractKind.Linear : ContractKind.Inverse, random.Quantity(digitsMax, scaleMax));
            var (quantity, from, to) = (random.Quantity(digitsMax, scaleMax), random.Price(digitsMax, scaleMax), random.Price(digitsMax, scaleMax));

            fitting += AssertExact(contract, quantity, from, to, assetScale: random.Next(0, Asset.ScaleMax + 1), new PartsPerMillion(random.Next(0, 1_000_001)));
        }

        // Otherwise nothing but refusals would have been compared.
        Assert.InRange(fitting, 800, 16_000);
    }

    [Fact]
    public void The_result_is_exact_where_the_fast_arithmetic_ends()
    {
        var random = new Random(126);
        var one = TestLedger.Quantity("1");
        var fitting = 0;
        for (var trial = 0; trial < 30_000; trial++)
        {
            // The bits of quantity and price add up to 126 or a few more or less; enough decimals make the result fit a long.
            var bits = random.Next(30, 97);
            var quantity = Quantity.From(OfBits(random, bits), "test").Value;
            var price = Price.From(OfBits(random, 126 + random.Next(-6, 7) - bits), "test").Value;
            var other = Price.From(OfBits(random, random.Next(1, 120)), "test").Value;
            var contract = new Contract(random.Next(2) == 0 ? ContractKind.Linear : ContractKind.Inverse, one);

            fitting += AssertExact(contract, quantity, price, other, random.Next(0, Asset.ScaleMax + 1), All);
        }

        Assert.InRange(fitting, 3_000, 60_000);
    }

    [Theory]
    [InlineData("9223372036854775807", "1", 0, true)]
    [InlineData("9223372036854775808", "1", 0, false)]
    [InlineData("9223372036854775807.999999999999999999", "1", 0, true)]
    [InlineData("92233720368547758.07", "1", 2, true)]
    [InlineData("92233720368547758.08", "1", 2, false)]
    [InlineData("99999999999999999999", "99999999999999999999", 12, false)]
    public void What_does_not_fit_is_refused_and_never_wraps(string quantity, string price, int assetScale, bool fits)
    {
        var contract = new Contract(ContractKind.Linear, TestLedger.Quantity("1"));

        var notional = ContractArithmetic.NotionalUnits(contract, TestLedger.Quantity(quantity), TestLedger.Price(price), assetScale, All);

        Assert.Equal(fits ? long.MaxValue : null, notional);
    }

    [Theory]
    [InlineData(PositionSide.Long, "100", "100.5", 0)]
    [InlineData(PositionSide.Long, "100", "99.5", -1)]
    [InlineData(PositionSide.Short, "100", "99.5", 0)]
    [InlineData(PositionSide.Short, "100", "100.5", -1)]
    [InlineData(PositionSide.Long, "100", "101", 1)]
    [InlineData(PositionSide.Long, "100", "99", -1)]
    [InlineData(PositionSide.Long, "100", "101.5", 1)]
    [InlineData(PositionSide.Long, "100", "98.5", -2)]
    [InlineData(PositionSide.Long, "100", "100.000000000000000001", 0)]
    [InlineData(PositionSide.Long, "100", "99.999999999999999999", -1)]
    [InlineData(PositionSide.Short, "100", "100.000000000000000001", -1)]
    [InlineData(PositionSide.Long, "100", "100", 0)]
    [InlineData(PositionSide.Short, "100", "100", 0)]
    public void A_gain_is_rounded_toward_minus_infinity(PositionSide side, string from, string to, long units)
    {
        var contract = new Contract(ContractKind.Linear, TestLedger.Quantity("1"));

        Assert.Equal(units, ContractArithmetic.GainUnits(contract, side, TestLedger.Quantity("1"), TestLedger.Price(from), TestLedger.Price(to), assetScale: 0));
    }

    [Theory]
    [InlineData(PositionSide.Long, "0.000000000001", 12, 1)]
    [InlineData(PositionSide.Long, "0.0000000000009", 12, 0)]
    [InlineData(PositionSide.Short, "0.0000000000009", 12, -1)]
    [InlineData(PositionSide.Short, "0.000000000001", 12, -1)]
    public void One_unit_of_the_finest_asset_counts(PositionSide side, string quantity, int assetScale, long units)
    {
        var contract = new Contract(ContractKind.Linear, TestLedger.Quantity("1"));

        Assert.Equal(units, ContractArithmetic.GainUnits(contract, side, TestLedger.Quantity(quantity), TestLedger.Price("1"), TestLedger.Price("2"), assetScale));
    }

    private static int AssertExact(Contract contract, Quantity quantity, Price from, Price to, int assetScale, PartsPerMillion share)
    {
        var v = Fraction.Of(quantity.Value) * Fraction.Of(contract.ContractValue.Value);
        var (a, b) = (Fraction.Of(from.Value), Fraction.Of(to.Value));
        var units = Fraction.Of(BigInteger.Pow(10, assetScale));
        var gain = contract.Kind is ContractKind.Linear ? v * (b - a) * units : v * (b - a) / (a * b) * units;
        var notional = contract.Kind is ContractKind.Linear ? v * b * units : v / b * units;
        var shared = notional * Fraction.Of(share.Value) / Fraction.Of(PartsPerMillion.Whole);

        var actual = ContractArithmetic.GainUnits(contract, PositionSide.Long, quantity, from, to, assetScale);
        Assert.Equal(Fit(gain.Floor()), actual);
        Assert.Equal(
            Fit((gain * Fraction.Of(-1)).Floor()), ContractArithmetic.GainUnits(contract, PositionSide.Short, quantity, from, to, assetScale));
        var actualNotional = ContractArithmetic.NotionalUnits(contract, quantity, to, assetScale, share);
        Assert.Equal(Fit(shared.Floor()), actualNotional);
        return (actual is null ? 0 : 1) + (actualNotional is null ? 0 : 1);
    }

    private static DecimalNumber OfBits(Random random, int bits)
    {
        var mantissa = (BigInteger.One << bits) - 1 - (random.Next(2) == 0 ? 0 : new BigInteger(random.NextInt64()) % (BigInteger.One << (bits - 1)));
        var limit = BigInteger.Pow(10, DecimalNumber.IntegerDigitsMax + DecimalNumber.ScaleMax) - 1;
        return DecimalNumber.Of((Int128)BigInteger.Min(mantissa, limit), DecimalNumber.ScaleMax);
    }

    private static long? Fit(BigInteger units) => units >= long.MinValue && units <= long.MaxValue ? (long)units : null;
}
