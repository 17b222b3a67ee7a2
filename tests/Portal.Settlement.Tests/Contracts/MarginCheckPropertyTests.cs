using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Portal.Settlement.Amounts;
using Portal.Settlement.Contracts;
using Portal.Settlement.Liquidations;

namespace Portal.Settlement.Tests.Contracts;

/// <summary>The residual against the contract's formulas, written down as they stand there.</summary>
public sealed class MarginCheckPropertyTests
{
    [Fact]
    public void The_residual_is_the_floor_of_the_contracts_formula()
    {
        var fitting = 0;
        var property = Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var random = new Random(seed);
            var asset = new Asset("XYZ", random.Next(0, Asset.ScaleMax + 1));
            var contract = new Contract(random.Next(2) == 0 ? ContractKind.Linear : ContractKind.Inverse, random.Quantity(3, 3));
            var side = random.Next(2) == 0 ? PositionSide.Long : PositionSide.Short;
            var quantity = random.Quantity(6, 6);
            var (first, fill) = (random.Price(6, 8), random.Price(6, 8));
            var margin = random.Decimal(6, asset.Scale);
            var fees = Signed(random, asset.Scale);
            var funding = Signed(random, asset.Scale);
            LiquidationForm form = random.Next(2) == 0
                ? new LiquidationForm.Position(quantity, first, fill, margin, fees, funding)
                : new LiquidationForm.Bankruptcy(quantity, first, fill, fees, funding);

            var check = MarginCheck.Of(form, contract, side, asset);

            var expected = Residual(form, contract, side, asset);
            Interlocked.Add(ref fitting, check.Problem is null ? 1 : 0);
            return check.Problem is { } problem ? problem.Code == "too-large" && !Fits(expected, form, contract, asset) : check.Value.Residual.Units == expected;
        });

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(5_000), property);
        Assert.InRange(fitting, 2_500, 5_000);
    }

    [Fact]
    public void Margin_less_gross_loss_fees_and_funding_is_the_residual_shown()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), static seed =>
        {
            var random = new Random(seed);
            var asset = new Asset("XYZ", 6);
            var form = new LiquidationForm.Position(random.Quantity(4, 4), random.Price(4, 8), random.Price(4, 8), random.Decimal(6, 6), Signed(random, 6), Signed(random, 6));

            var check = MarginCheck.Of(form, Contract.Unlisted, PositionSide.Short, asset).Value;

            return check.Residual == check.Margin!.Value - check.GrossLoss!.Value - check.Fees!.Value - check.Funding!.Value
                && check.TotalLoss == check.Margin - check.Residual;
        }).QuickCheckThrowOnFailure();
    }

    private static BigInteger Residual(LiquidationForm form, Contract contract, PositionSide side, Asset asset)
    {
        var d = Fraction.Of(side is PositionSide.Long ? 1 : -1);
        var (quantity, fillPrice, given, charges) = form switch
        {
            LiquidationForm.Position position => (position.Quantity, position.FillPrice, position.EntryPrice, Charges(position.Fees, position.Funding)),
            LiquidationForm.Bankruptcy bankruptcy => (bankruptcy.Quantity, bankruptcy.FillPrice, bankruptcy.BankruptcyPrice, Charges(bankruptcy.Fees, bankruptcy.Funding)),
            _ => throw new ArgumentException("Neither.", nameof(form)),
        };
        var v = Fraction.Of(quantity.Value) * Fraction.Of(contract.ContractValue.Value);
        var (fill, price) = (Fraction.Of(fillPrice.Value), Fraction.Of(given.Value));
        var isLinear = contract.Kind is ContractKind.Linear;
        var residual = form is LiquidationForm.Position { Margin: var margin }
            ? Fraction.Of(margin) - ((isLinear ? d * (price - fill) * v : d * v * (price - fill) / (price * fill)) + charges)
            : (isLinear ? d * (fill - price) * v : d * v * (fill - price) / (price * fill)) - charges;
        return (residual * Fraction.Of(BigInteger.Pow(10, asset.Scale))).Floor();
    }

    // The residual or the notional, which is stored too, is beyond a long.
    private static bool Fits(BigInteger residual, LiquidationForm form, Contract contract, Asset asset)
    {
        var (quantity, fill) = form switch
        {
            LiquidationForm.Position position => (position.Quantity, position.FillPrice),
            LiquidationForm.Bankruptcy bankruptcy => (bankruptcy.Quantity, bankruptcy.FillPrice),
            _ => throw new ArgumentException("Neither.", nameof(form)),
        };
        var v = Fraction.Of(quantity.Value) * Fraction.Of(contract.ContractValue.Value);
        var notional = contract.Kind is ContractKind.Linear ? v * Fraction.Of(fill.Value) : v / Fraction.Of(fill.Value);
        var units = (notional * Fraction.Of(BigInteger.Pow(10, asset.Scale))).Floor();

        // A gain near the limit may be refused although margin brings the residual back: leave a wide margin.
        var limit = (BigInteger)(long.MaxValue / 4);
        return BigInteger.Abs(residual) < limit && units < limit;
    }

    private static Fraction Charges(DecimalNumber? fees, DecimalNumber? funding) => Fraction.Of(fees!.Value) + Fraction.Of(funding!.Value);

    private static DecimalNumber Signed(Random random, int scale)
    {
        var number = random.Decimal(3, scale);
        return random.Next(2) == 0 ? number : DecimalNumber.Of(-number.Mantissa, number.Scale);
    }
}
