using Portal.Settlement.Contracts;
using Portal.Settlement.Ledger;

namespace Portal.Settlement.Tests.Ledger;

/// <summary>What ADL closed is one entry that moves no balance and names the liquidation whose loss it recovers.</summary>
public sealed class AdlFillTests
{
    [Fact]
    public void A_fill_recovers_a_part_and_moves_no_balance()
    {
        var (ledger, loss) = Uncovered();

        var entry = ledger.Fill(loss, "2", "100").Value;

        var body = Assert.IsType<AdlFilled>(entry.Body);
        Assert.Equal(("usdt", loss, "BTCUSDT", PositionSide.Long), (entry.FundId, body.LiquidationSequence, body.Symbol, body.Side));
        Assert.Equal(entry.BalanceBefore, entry.BalanceAfter);
        Assert.Equal(
            ("40.00000000", "20.00000000", "0.00000000", "20.00000000"),
            (body.OutstandingBefore.ToString(), body.Recovery.Recovered.ToString(), body.Recovery.Excess.ToString(), body.Recovery.Outstanding.ToString()));
    }

    [Fact]
    public void What_was_recovered_is_never_more_than_the_loss_and_the_rest_is_told()
    {
        var (ledger, loss) = Uncovered();
        Assert.Null(ledger.Fill(loss, "3", "100").Problem);

        var last = (AdlFilled)ledger.Fill(loss, "3", "100").Value.Body;
        var beyond = (AdlFilled)ledger.Fill(loss, "1", "100").Value.Body;

        Assert.Equal(("10.00000000", "20.00000000", "0.00000000"), (last.Recovery.Recovered.ToString(), last.Recovery.Excess.ToString(), last.Recovery.Outstanding.ToString()));
        Assert.Equal(("0.00000000", "10.00000000"), (beyond.Recovery.Recovered.ToString(), beyond.Recovery.Excess.ToString()));
    }

    [Fact]
    public void A_fill_of_nothing_that_was_left_uncovered_is_refused_with_its_field()
    {
        var (ledger, loss) = Uncovered();
        ledger.Inject("usdt", "1000");
        var covered = ledger.Settle(TestLedger.Bankruptcy("1", "100", "90"), "USDT").Value.Sequence;
        ledger.Now = ledger.Now.AddHours(1);
        ledger.Withdraw("usdt", "990");
        var bare = ledger.Settle(TestLedger.Totals("0", "50"), "USDT").Value.Sequence;

        Assert.Equal(("unknown-liquidation", "liquidationExternalId"), FaultOf(ledger.Fill(999, "1", "100")));
        Assert.Equal(("unknown-liquidation", "liquidationExternalId"), FaultOf(ledger.Fill(2, "1", "100")));
        Assert.Equal(("nothing-uncovered", "liquidationExternalId"), FaultOf(ledger.Fill(covered, "1", "100")));
        Assert.Equal(("no-prices", "liquidationExternalId"), FaultOf(ledger.Fill(bare, "1", "100")));
        Assert.Equal(("recovers-nothing", "price"), FaultOf(ledger.Fill(loss, "1", "90")));
        ledger.Now = ledger.Now.AddMinutes(-10);
        Assert.Null(ledger.Reverse(loss));
        Assert.Equal(("reversed-already", "liquidationExternalId"), FaultOf(ledger.Fill(loss, "1", "100")));
    }

    [Fact]
    public void A_fill_that_claims_to_happen_too_far_ahead_is_refused()
    {
        var (ledger, loss) = Uncovered();
        var entry = ledger.Entries.Find(entry => entry.Sequence == loss);
        var report = new Settlement.Deleveraging.AdlFillReport
        {
            ExternalId = "1",
            LiquidationExternalId = "2",
            Quantity = TestLedger.Quantity("1"),
            Price = TestLedger.Price("100"),
            OccurredAt = ledger.Now.AddMinutes(6),
        };

        Assert.Equal("occurredAt", AdlFillSettlement.Settle(ledger.State, report, entry, 0, ledger.Input).Problem?.Field);
    }

    private static (string?, string?) FaultOf(Checked<LedgerEntry> settled) => (settled.Problem?.Code, settled.Problem?.Field);

    // 5 contracts, bankrupt at 100 and filled at 90: 50 lost beyond the margin, 10 paid, 40 uncovered.
    private static (TestLedger Ledger, long Loss) Uncovered()
    {
        var ledger = new TestLedger();
        ledger.Open("usdt", "USDT", "10");
        return (ledger, ledger.Settle(TestLedger.Bankruptcy("5", "100", "90"), "USDT").Value.Sequence);
    }
}
