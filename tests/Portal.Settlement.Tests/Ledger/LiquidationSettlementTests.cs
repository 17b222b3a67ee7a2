using Portal.Settlement.Ledger;
using Portal.Settlement.Liquidations;

namespace Portal.Settlement.Tests.Ledger;

public sealed class LiquidationSettlementTests
{
    [Fact]
    public void The_customers_example_draws_a_fifth_of_a_bitcoin()
    {
        var ledger = new TestLedger();
        ledger.Open("btc", "BTC", "10");

        var entry = ledger.Settle(new LiquidationForm.Totals(TestLedger.Number("1"), TestLedger.Number("1.2"), FillNotional: null), "BTC").Value;

        var settled = Assert.IsType<LiquidationSettled>(entry.Body);
        Assert.Equal("0.20000000", settled.Result.Draw.ToString());
        Assert.Equal("9.80000000", entry.BalanceAfter.ToString());
    }

    [Fact]
    public void An_entry_read_from_its_bytes_is_the_entry_that_was_written()
    {
        var ledger = new TestLedger();
        ledger.Open("btc", "BTC", "10");
        ledger.Settle(new LiquidationForm.Totals(TestLedger.Number("1"), TestLedger.Number("1.2"), FillNotional: null), "BTC");

        Assert.All(ledger.Entries, static entry => Assert.Equal(entry.ToBytes(), LedgerEntry.Read(entry.ToBytes()).ToBytes()));
    }
}
