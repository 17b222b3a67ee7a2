using Portal.Settlement.Contracts;
using Portal.Settlement.Deleveraging;
using Portal.Settlement.Tests.Ledger;

namespace Portal.Settlement.Tests.Deleveraging;

/// <summary>A queue without names says how long it is, who is near, and what would be closed.</summary>
public sealed class AdlQueueSideTests
{
    private static readonly AdlQueueSide Side = new([Place("1", "9"), Place("3", "5.5"), Place("2", "5"), Place("4", "-0.5")]);

    [Fact]
    public void A_position_lies_in_the_fifth_of_its_last_contract()
    {
        var fifths = Side.Quintiles();

        Assert.Equal([(20, 1, "1"), (40, 1, "3"), (60, 1, "2"), (80, 0, "0"), (100, 1, "4")], fifths.Select(static fifth => (fifth.Percent, fifth.Positions, fifth.Contracts.ToString())));
        Assert.Equal(("9", "9", null), (fifths[0].HighestScore?.ToString(), fifths[0].LowestScore?.ToString(), fifths[3].HighestScore?.ToString()));
    }

    [Fact]
    public void Closing_begins_behind_what_is_closed_for_others_already()
    {
        var first = Side.Close(default, TestLedger.Quantity("2.5"), listedMax: 10);
        var second = Side.Close(first.Reached, TestLedger.Quantity("4"), listedMax: 2);
        var last = Side.Close(second.Reached, TestLedger.Quantity("9"), listedMax: 10);

        Assert.Equal([(1, "1", 20), (2, "1.5", 40)], first.Closes.Select(static close => (close.Place, close.Quantity.ToString(), close.QuintilePercent)));
        Assert.Equal(("2.5", "0"), (first.Reached.ToString(), first.Unfilled.ToString()));
        Assert.Equal([(2, "1.5"), (3, "2")], second.Closes.Select(static close => (close.Place, close.Quantity.ToString())));
        Assert.Equal((3, "6.5"), (second.Count, second.Reached.ToString()));
        Assert.Equal((1, "5.5", "10"), (last.Count, last.Unfilled.ToString(), last.Reached.ToString()));
        Assert.Equal((0, "1"), (Side.Close(last.Reached, TestLedger.Quantity("1"), 10).Count, Side.Close(last.Reached, TestLedger.Quantity("1"), 10).Unfilled.ToString()));
    }

    [Theory]
    [InlineData(ContractKind.Linear, PositionSide.Long, "2", "100", "20", "90")]
    [InlineData(ContractKind.Linear, PositionSide.Short, "2", "100", "20", "110")]
    [InlineData(ContractKind.Inverse, PositionSide.Long, "10000", "10000", "0.1", "9090.90909090909090909")]
    [InlineData(ContractKind.Inverse, PositionSide.Short, "10000", "10000", "0.1", "11111.111111111111111111")]
    [InlineData(ContractKind.Linear, PositionSide.Long, "2", "100", "500", "0.000000000000000001")]
    [InlineData(ContractKind.Inverse, PositionSide.Short, "10000", "10000", "5", "99999999999999999999.999999999999999999")]
    public void The_bankruptcy_price_is_where_the_margin_is_used_up(ContractKind kind, PositionSide side, string quantity, string entry, string margin, string expected)
    {
        var price = BankruptcyPrice.Of(new Contract(kind, TestLedger.Quantity("1")), side, TestLedger.Quantity(quantity), TestLedger.Price(entry), TestLedger.Number(margin));

        Assert.StartsWith(expected.TrimEnd('9'), price.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_proposal_says_what_to_close_or_why_nothing()
    {
        var ledger = new TestLedger();
        ledger.Open("usdt", "USDT", "10");
        var long10 = ledger.Settled(TestLedger.Bankruptcy("5", "100", "90"), "USDT");
        var totals = ledger.Settled(TestLedger.Totals("0", "9"), "USDT");
        var now = ledger.Now;
        AdlProposal For(AdlSnapshot? snapshot) => AdlProposal.For(long10, now, Contract.Unlisted, snapshot, 10);
        AdlSnapshot Taken(string mark, TimeSpan before, string already = "0") => new(now - before, TestLedger.Price(mark), Side, TestLedger.Number(already));

        // 40 uncovered over a distance of 9 is 4.44, so 5 contracts.
        var proposal = For(Taken("91", TimeSpan.Zero));

        Assert.Equal((AdlProposalState.Proposed, "5", "100"), (proposal.State, proposal.Quantity?.ToString(), proposal.BankruptcyPrice?.ToString()));
        Assert.Equal([("1", 1), ("3", 2), ("1", 3)], proposal.Closing!.Closes.Select(static close => (close.Quantity.ToString(), close.Place)));
        Assert.Equal(AdlProposalState.NoSnapshot, For(null).State);
        Assert.Equal(AdlProposalState.OldSnapshot, For(Taken("91", AdlProposal.SnapshotAgeMax + TimeSpan.FromMilliseconds(1))).State);
        Assert.Equal(AdlProposalState.Proposed, For(Taken("91", AdlProposal.SnapshotAgeMax)).State);
        Assert.Equal(AdlProposalState.NoDistance, For(Taken("100", TimeSpan.Zero)).State);
        Assert.Equal(AdlProposalState.NobodyInLine, For(Taken("91", TimeSpan.Zero, "10")).State);
        Assert.Equal(AdlProposalState.NoPrices, AdlProposal.For(totals, now, Contract.Unlisted, Taken("91", TimeSpan.Zero), 10).State);
    }

    private static AdlPlace Place(string quantity, string score) => new(TestLedger.Quantity(quantity), TestLedger.Number(score));
}
