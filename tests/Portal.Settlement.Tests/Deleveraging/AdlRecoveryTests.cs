using FsCheck;
using FsCheck.Fluent;
using Portal.Settlement.Amounts;
using Portal.Settlement.Contracts;
using Portal.Settlement.Deleveraging;
using Portal.Settlement.Tests.Ledger;

namespace Portal.Settlement.Tests.Deleveraging;

/// <summary>What a fill brings back is exact, and nothing is created or lost.</summary>
public sealed class AdlRecoveryTests
{
    private static readonly Asset Usd = new("USD", 2);

    [Theory]
    [InlineData(ContractKind.Linear, PositionSide.Long, "2", "100", "110", "50.00", "20.00", "0.00", "30.00")]
    [InlineData(ContractKind.Linear, PositionSide.Short, "2", "110", "100", "50.00", "20.00", "0.00", "30.00")]
    [InlineData(ContractKind.Linear, PositionSide.Long, "10", "100", "110", "50.00", "50.00", "50.00", "0.00")]
    [InlineData(ContractKind.Linear, PositionSide.Long, "0.3333", "100", "100.01", "50.00", "0.00", "0.00", "50.00")]
    [InlineData(ContractKind.Inverse, PositionSide.Long, "1000", "100", "125", "50.00", "2.00", "0.00", "48.00")]
    [InlineData(ContractKind.Inverse, PositionSide.Short, "1000", "125", "100", "1.50", "1.50", "0.50", "0.00")]
    public void A_fill_recovers_the_distance_between_the_two_prices(
        ContractKind kind, PositionSide side, string quantity, string fill, string price, string outstanding, string recovered, string excess, string left)
    {
        var result = Of(kind, side, quantity, fill, price, outstanding).Value;

        Assert.Equal((recovered, excess, left), (result.Recovered.ToString(), result.Excess.ToString(), result.Outstanding.ToString()));
    }

    [Theory]
    [InlineData(PositionSide.Long, "110", "100")]
    [InlineData(PositionSide.Long, "100", "100")]
    [InlineData(PositionSide.Short, "100", "110")]
    public void A_price_that_is_no_better_than_the_liquidations_own_recovers_nothing(PositionSide side, string fill, string price)
    {
        var problem = Of(ContractKind.Linear, side, "1", fill, price, "50.00").Problem;

        Assert.Equal(("recovers-nothing", "price"), (problem?.Code, problem?.Field));
    }

    [Fact]
    public void However_a_loss_is_recovered_in_pieces_the_pieces_and_the_rest_are_the_loss() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(ArbMap.Default.ArbFor<int>(), static seed =>
        {
            var random = new Random(seed);
            var loss = new Money(random.NextInt64(1, 1_000_000), Usd);
            var (outstanding, recovered) = (loss, Money.Zero(Usd));
            for (var count = random.Next(1, 20); count > 0; count--)
            {
                var contract = new Contract(random.Next(2) == 0 ? ContractKind.Linear : ContractKind.Inverse, TestLedger.Quantity("10"));
                var side = random.Next(2) == 0 ? PositionSide.Long : PositionSide.Short;
                var (worse, better) = (random.Next(1, 500), random.Next(501, 1_000));
                var (fill, price) = side is PositionSide.Long ? (worse, better) : (better, worse);
                var result = AdlRecovery.Of(
                    contract, side, Quantity.From(random.Decimal(3, 6), "quantity") is { Problem: null, Value: var some } ? some : TestLedger.Quantity("1"), PriceOf(fill), PriceOf(price), outstanding).Value;
                Assert.True(result.Recovered <= outstanding);
                Assert.True(result.Excess.Units == 0 || result.Outstanding.Units == 0);
                (recovered, outstanding) = (recovered + result.Recovered, result.Outstanding);
                Assert.Equal(loss, recovered + outstanding);
            }
        }));

    private static Price PriceOf(int price) => Price.From(DecimalNumber.Of(price, 2), "price").Value;

    private static Checked<AdlRecovery> Of(ContractKind kind, PositionSide side, string quantity, string fill, string price, string outstanding) => AdlRecovery.Of(
        new Contract(kind, TestLedger.Quantity("1")), side, TestLedger.Quantity(quantity), TestLedger.Price(fill), TestLedger.Price(price), Money.Read(outstanding, Usd, "outstanding").Value);
}
