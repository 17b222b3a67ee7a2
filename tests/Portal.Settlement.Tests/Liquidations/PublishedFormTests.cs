using System.Text;
using Portal.Settlement.Amounts;
using Portal.Settlement.Contracts;
using Portal.Settlement.Ledger;
using Portal.Settlement.Liquidations;
using Portal.Settlement.Tests.Ledger;

namespace Portal.Settlement.Tests.Liquidations;

/// <summary>Contracts whose operator publishes bankruptcy prices alone.</summary>
public sealed class PublishedFormTests
{
    private static readonly Asset Usdt = new("USDT", 8);

    [Theory]
    [InlineData(ContractKind.Linear, PositionSide.Long, "40000", "39100", "1000", "39000")]
    [InlineData(ContractKind.Linear, PositionSide.Short, "40000", "41200", "1000", "41000")]
    [InlineData(ContractKind.Inverse, PositionSide.Long, "10000", "9500", "0.0000125", "8888.888888888888888888")]
    [InlineData(ContractKind.Inverse, PositionSide.Short, "10000", "12000", "0.00002", "12500")]
    public void A_position_is_published_by_its_bankruptcy_price_alone(
        ContractKind kind, PositionSide side, string entry, string fill, string margin, string bankruptcy)
    {
        var ledger = Ledger(kind);
        var form = TestLedger.Position("1", entry, fill, margin, "0.00000001");

        var settled = ledger.Settled(form, symbol: "SECRET", side: side);

        var published = Assert.IsType<LiquidationForm.Bankruptcy>(settled.Form);
        Assert.Equal(bankruptcy, published.BankruptcyPrice.ToString());
        Assert.Equal(MarginCheck.Of(form, ledger.State.Rulebook.FindContractAt("SECRET", ledger.Now)!.Terms.Contract, side, Usdt).Value.Residual, settled.Check.Residual);
    }

    [Fact]
    public void Entry_price_and_margin_are_nowhere_in_the_bytes_and_the_residual_can_be_derived_from_them()
    {
        var ledger = Ledger(ContractKind.Linear);
        var entry = ledger.Settle(TestLedger.Position("3", "12345.5", "12001", "987.25", "0.5", "-0.25"), symbol: "SECRET").Value;
        var bytes = entry.ToBytes();

        var text = Encoding.UTF8.GetString(bytes);
        Assert.All(["entryPrice", "\"margin\"", "totalLoss", "grossLoss", "12345.5", "987.25"], secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
        var read = Assert.IsType<LiquidationSettled>(LedgerEntry.Read(bytes).Body);
        Assert.Equal(read.Check.Residual, MarginCheck.Of(read.Form, Contract.Unlisted, read.Side, Usdt).Value.Residual);
        Assert.Equal(Assert.IsType<LiquidationSettled>(entry.Body).Check.Residual, read.Check.Residual);
    }

    [Fact]
    public void Random_positions_are_published_so_that_the_same_residual_follows()
    {
        var random = new Random(18);
        var published = 0;
        for (var trial = 0; trial < 5_000; trial++)
        {
            var contract = new Contract(random.Next(2) == 0 ? ContractKind.Linear : ContractKind.Inverse, random.Quantity(2, 2));
            var side = random.Next(2) == 0 ? PositionSide.Long : PositionSide.Short;
            var form = new LiquidationForm.Position(random.Quantity(4, 6), random.Price(5, 8), random.Price(5, 8), random.Decimal(3, 8), Fees: null, Funding: null);
            var check = MarginCheck.Of(form, contract, side, Usdt);
            if (check.Problem is not null)
            {
                continue;
            }

            var result = PublishedForm.AsBankruptcy(form, check.Value, contract, side, Usdt);

            if (result.Problem is null)
            {
                Assert.Equal(check.Value.Residual, result.Value.Check.Residual);
                Assert.Equal(check.Value.Residual, MarginCheck.Of(result.Value.Form, contract, side, Usdt).Value.Residual);
                Assert.Null(result.Value.Check.Margin);
                published++;
            }
        }

        Assert.InRange(published, 2_000, 5_000);
    }

    [Fact]
    public void Where_a_bankruptcy_price_exists_a_position_up_to_a_billion_contracts_is_never_refused()
    {
        var random = new Random(19);
        for (var trial = 0; trial < 5_000; trial++)
        {
            // One unit of the last decimal of the price moves the residual by less than a unit: one of the two neighbours must do.
            var side = random.Next(2) == 0 ? PositionSide.Long : PositionSide.Short;
            var quantity = Quantity.From(DecimalNumber.Of(random.NextInt64(1_000_000, 1_000_000_000), 0), "test").Value;
            var form = new LiquidationForm.Position(
                quantity, Price.From(DecimalNumber.Of(random.NextInt64(100_000_000, 200_000_000), 8), "test").Value, random.Price(1, 18), random.Decimal(6, 8), Fees: null, Funding: null);
            var check = MarginCheck.Of(form, Contract.Unlisted, side, Usdt);

            Assert.Null(PublishedForm.AsBankruptcy(form, check.Value, Contract.Unlisted, side, Usdt).Problem);
        }
    }

    [Theory]
    [InlineData(ContractKind.Linear, PositionSide.Long, "1", "100", "100", "unpublishable-price")]
    [InlineData(ContractKind.Linear, PositionSide.Long, "1", "100", "101", "unpublishable-price")]
    [InlineData(ContractKind.Inverse, PositionSide.Short, "100", "100", "1", "unpublishable-price")]
    [InlineData(ContractKind.Inverse, PositionSide.Short, "100", "100", "2", "unpublishable-price")]
    [InlineData(ContractKind.Linear, PositionSide.Long, "7000000000000", "0.001", "0.00000003", "unpublishable-price")]
    public void A_position_without_a_bankruptcy_price_that_can_be_written_is_a_problem(
        ContractKind kind, PositionSide side, string quantity, string entry, string margin, string code)
    {
        var ledger = Ledger(kind);
        var before = ledger.State.Sequence;

        var problem = ledger.Settle(TestLedger.Position(quantity, entry, entry, margin), symbol: "SECRET", side: side).Problem;

        Assert.Equal((code, "margin"), (problem?.Code, problem?.Field));
        Assert.Equal(before, ledger.State.Sequence);
    }

    [Fact]
    public void Amounts_and_deficits_tell_no_bankruptcy_price()
    {
        var ledger = Ledger(ContractKind.Linear);

        Assert.Equal("unpublishable-form", ledger.Settle(TestLedger.Totals("1", "2"), symbol: "SECRET").Problem?.Code);
        Assert.Equal("unpublishable-form", ledger.Settle(new LiquidationForm.Deficit(TestLedger.Number("2")), symbol: "SECRET").Problem?.Code);
    }

    [Fact]
    public void A_bankruptcy_price_is_published_as_sent()
    {
        var form = TestLedger.Bankruptcy("2", "100.5", "100", "0.1", "0.2");

        Assert.Equal(form, Ledger(ContractKind.Linear).Settled(form, symbol: "SECRET").Form);
    }

    private static TestLedger Ledger(ContractKind kind)
    {
        var ledger = new TestLedger();
        ledger.Open("fund", "USDT", "1000000");
        Assert.Null(ledger.List("SECRET", "USDT", kind, fundId: "fund", publication: ContractPublication.Bankruptcy));
        return ledger;
    }
}
