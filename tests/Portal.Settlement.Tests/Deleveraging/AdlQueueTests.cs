using System.Globalization;
using Portal.Settlement.Amounts;
using Portal.Settlement.Contracts;
using Portal.Settlement.Deleveraging;
using Portal.Settlement.Tests.Contracts;
using Portal.Settlement.Tests.Ledger;

namespace Portal.Settlement.Tests.Deleveraging;

public sealed class AdlQueueTests
{
    [Fact]
    public void Equal_scores_stand_by_quantity_and_then_by_id()
    {
        var queue = AdlQueue.Of([Long("b", "1", "2"), Long("a", "1", "2"), Long("c", "1", "2.5"), Long("d", "0.5", "9"), Long("e", "-1", "99"), Long("f", "1.000000001", "0.1")]).Value;

        Assert.Equal(["f", "c", "a", "b", "d", "e"], queue.Longs.Select(static rank => rank.Position.PositionId));
    }

    [Fact]
    public void Longs_and_shorts_stand_apart_and_unranked_positions_nowhere()
    {
        var queue = AdlQueue.Of([Long("a", "1", "2"), Long("b", "3", "2") with { Side = PositionSide.Short }, Long("c", "1", "1") with { Score = null }]).Value;

        Assert.Equal("a", Assert.Single(queue.Longs).Position.PositionId);
        Assert.Equal("b", Assert.Single(queue.Shorts).Position.PositionId);
        Assert.Equal("b", Assert.Single(queue.Close(PositionSide.Long, TestLedger.Quantity("1"), TestLedger.Price("5")).Fills).PositionId);
        Assert.Equal("a", Assert.Single(queue.Close(PositionSide.Short, TestLedger.Quantity("1"), TestLedger.Price("5")).Fills).PositionId);
    }

    [Theory]
    [InlineData("1", "a 1", "0")]
    [InlineData("2", "a 2", "0")]
    [InlineData("2.000000000000000001", "a 2|b 0.000000000000000001", "0")]
    [InlineData("5.5", "a 2|b 3", "0.5")]
    [InlineData("99999999999999999999.999999999999999999", "a 2|b 3", "99999999999999999994.999999999999999999")]
    public void Positions_are_closed_in_order_until_the_quantity_is_reached(string quantity, string fills, string unfilled)
    {
        var closing = AdlQueue.Of([Long("b", "1", "3"), Long("a", "2", "2")]).Value.Close(PositionSide.Short, TestLedger.Quantity(quantity), TestLedger.Price("650"));

        Assert.Equal(fills, string.Join('|', closing.Fills.Select(static fill => $"{fill.PositionId} {fill.Quantity}")));
        Assert.All(closing.Fills, static fill => Assert.Equal("650", fill.Price.ToString()));
        Assert.Equal(unfilled, closing.Unfilled.ToString());
    }

    [Fact]
    public void An_empty_queue_closes_nothing()
    {
        var closing = AdlQueue.Of([]).Value.Close(PositionSide.Long, TestLedger.Quantity("7"), TestLedger.Price("1"));

        Assert.Empty(closing.Fills);
        Assert.Equal("7", closing.Unfilled.ToString());
    }

    [Fact]
    public void Quintiles_are_fifths_of_all_contracts_and_the_largest_quantities_do_not_overflow()
    {
        var most = "99999999999999999999.999999999999999999";
        var positions = Enumerable.Range(0, 50).Select(index => Long(index.ToString(CultureInfo.InvariantCulture), (100 - index).ToString(CultureInfo.InvariantCulture), most));

        var queue = AdlQueue.Of([.. positions]).Value;

        Assert.Equal(Enumerable.Range(0, 50).Select(static index => 20 * ((index / 10) + 1)), queue.Longs.Select(static rank => rank.QuintilePercent));
    }

    [Fact]
    public void A_position_given_twice_or_too_many_of_them_are_a_problem()
    {
        Assert.Equal("repeated", AdlQueue.Of([Long("a", "1", "2"), Long("a", "2", "2")]).Problem?.Code);
        var position = Long("a", "1", "1");
        Assert.Equal("too-many", AdlQueue.Of([.. Enumerable.Repeat(position, AdlQueue.PositionsMax + 1)]).Problem?.Code);
    }

    [Fact]
    public void A_score_is_the_published_formula_of_signed_values()
    {
        var random = new Random(44);
        var ranked = 0;
        AdlScore? before = null;
        for (var trial = 0; trial < 5_000; trial++)
        {
            var kind = random.Next(2) == 0 ? ContractKind.Linear : ContractKind.Inverse;
            var side = random.Next(2) == 0 ? PositionSide.Long : PositionSide.Short;
            var (entry, bankruptcy, mark) = (random.Price(random.Next(1, 21)), random.Price(random.Next(1, 21)), random.Price(random.Next(1, 21)));
            var size = Fraction.Of(random.Quantity(4, 4).Value);

            var score = AdlScore.Of(kind, side, entry, bankruptcy, mark);

            var expected = Published(Value(kind, side, size, entry), Value(kind, side, size, bankruptcy), Value(kind, side, size, mark));
            Assert.Equal(expected is null, score is null);
            if (score is not null)
            {
                Assert.Equal(0, new Fraction(score.Numerator, score.Denominator).Against(expected!.Value));
                Assert.Equal(before is null ? 1 : new Fraction(score.Numerator, score.Denominator).Against(new Fraction(before.Numerator, before.Denominator)), score.CompareTo(before));
                before = score;
                ranked++;
            }
        }

        Assert.InRange(ranked, 1_500, 3_500);
    }

    [Theory]
    [InlineData(ContractKind.Linear, PositionSide.Long, "100", "90", "110", "11/20")]
    [InlineData(ContractKind.Linear, PositionSide.Short, "100", "110", "90", "9/20")]
    [InlineData(ContractKind.Linear, PositionSide.Long, "100", "80", "90", "-1/90")]
    [InlineData(ContractKind.Linear, PositionSide.Long, "100", "80", "100", "0/1")]
    [InlineData(ContractKind.Linear, PositionSide.Long, "100", "80", "80", null)]
    [InlineData(ContractKind.Linear, PositionSide.Long, "100", "80", "79", null)]
    [InlineData(ContractKind.Inverse, PositionSide.Long, "10000", "8000", "12500", "16/45")]
    public void A_score_of_round_figures_can_be_checked_by_hand(ContractKind kind, PositionSide side, string entry, string bankruptcy, string mark, string? expected)
    {
        var score = AdlScore.Of(kind, side, TestLedger.Price(entry), TestLedger.Price(bankruptcy), TestLedger.Price(mark));

        Assert.Equal(expected, score is null ? null : $"{score.Numerator}/{score.Denominator}");
    }

    [Theory]
    [InlineData(ContractKind.Linear, "1", "2.3", "100", "90", "1")]
    [InlineData(ContractKind.Linear, "1", "20", "100", "90", "2")]
    [InlineData(ContractKind.Linear, "1", "20.00000001", "100", "90", "3")]
    [InlineData(ContractKind.Linear, "0.001", "20", "90", "100", "2000")]
    [InlineData(ContractKind.Inverse, "1", "0.1", "10000", "8000", "4000")]
    [InlineData(ContractKind.Inverse, "100", "0.10000001", "8000", "10000", "41")]
    public void The_quantity_proposed_makes_up_for_what_was_left_uncovered(ContractKind kind, string contractValue, string uncovered, string mark, string bankruptcy, string quantity)
    {
        var contract = new Contract(kind, TestLedger.Quantity(contractValue));

        var proposed = AdlQueue.ProposeQuantity(contract, Coins(uncovered), TestLedger.Price(mark), TestLedger.Price(bankruptcy));

        Assert.Equal(quantity, proposed.Value.ToString());
    }

    [Theory]
    [InlineData("1", "100", "100", "no-distance")]
    [InlineData("0", "100", "90", "not-positive")]
    [InlineData("-1", "100", "90", "not-positive")]
    [InlineData("92233720368", "100", "100.000000000000000001", "too-large")]
    public void A_quantity_that_can_not_be_proposed_is_a_problem(string uncovered, string mark, string bankruptcy, string code) =>
        Assert.Equal(code, AdlQueue.ProposeQuantity(Contract.Unlisted, Coins(uncovered), TestLedger.Price(mark), TestLedger.Price(bankruptcy)).Problem?.Code);

    private static Money Coins(string amount) => Money.Read(amount, new Asset("BTC", 8), "amount").Value;

    private static AdlPosition Long(string id, string score, string quantity) =>
        new(id, PositionSide.Long, TestLedger.Quantity(quantity), AdlScore.From(TestLedger.Number(score)));

    private static Fraction Value(ContractKind kind, PositionSide side, Fraction size, Price price)
    {
        var d = Fraction.Of(side is PositionSide.Long ? 1 : -1);
        return kind is ContractKind.Linear ? d * size * Fraction.Of(price.Value) : Fraction.Of(-1) * d * size / Fraction.Of(price.Value);
    }

    private static Fraction? Published(Fraction entry, Fraction bankrupt, Fraction mark)
    {
        if ((mark - bankrupt).Against(Fraction.Of(0)) <= 0)
        {
            return null;
        }

        var leverage = Absolute(mark) / (mark - bankrupt);
        var pnl = (mark - entry) / Absolute(entry);
        return pnl.Against(Fraction.Of(0)) > 0 ? pnl * leverage : pnl / leverage;
    }

    private static Fraction Absolute(Fraction fraction) => fraction.Against(Fraction.Of(0)) < 0 ? Fraction.Of(0) - fraction : fraction;
}
