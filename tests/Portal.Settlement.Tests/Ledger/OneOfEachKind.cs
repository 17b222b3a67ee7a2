using Portal.Settlement.Amounts;
using Portal.Settlement.Contracts;
using Portal.Settlement.Deleveraging;
using Portal.Settlement.FeeAllocation;
using Portal.Settlement.Ledger;
using Portal.Settlement.Liquidations;

namespace Portal.Settlement.Tests.Ledger;

/// <summary>A ledger that holds every kind of entry, with every optional field given once and left out once.</summary>
internal static class OneOfEachKind
{
    public static TestLedger Ledger()
    {
        var ledger = new TestLedger();
        var policy = TestLedger.Policy("usdt-main", "USDT", "100", surplusCapPpm: 5_000, scale: 6, "BTCUSDT", "*") with
        {
            Name = "USDT \"main\" – 保険",
            IsDemo = true,
            Thresholds = new AdlThresholds(150_000, 350_000, 200_000, TimeSpan.FromMinutes(5)),
        };
        Assert.Null(ledger.TryOpen(policy, "1000.5"));
        ledger.Open("btc", "BTC", "10");
        Assert.Null(ledger.List("XBTUSD", "BTC", ContractKind.Inverse, "100", "btc"));
        Assert.Null(ledger.List("ETHUSDT", "USDT", publication: ContractPublication.Bankruptcy, contractValue: "0.01"));
        ledger.Now = TestLedger.Start.AddHours(1).AddMilliseconds(7);
        Assert.Null(ledger.SetRate("usdt-main", 125_000, TestLedger.Start));
        Assert.Null(ledger.SetRate("usdt-main", 0, ledger.Now.AddDays(1), "BTCUSDT", FeeKind.Liquidation, "Läuft aus."));
        ledger.Post("btc", new Withdrawn(ledger.Amount("btc", "0.00000001"), "Moved.", "tx 2", "bob"));
        SettleLiquidations(ledger);
        Assert.Null(ledger.Settle(Fee(ledger)).Problem);
        Assert.Null(ledger.Settle(Fee(ledger) with { Symbol = "BTCUSDT", FundId = null, Market = "perp", Kind = FeeKind.Taker, SourceSequence = 9 }).Problem);
        ledger.Inject("usdt-main", "500");
        ledger.Post("usdt-main", new Injected(ledger.Amount("usdt-main", "1"), "Topped up.", "https://example.org/tx/1", "alice"));
        ledger.Withdraw("usdt-main", "250.25");
        ledger.ChangePolicy("usdt-main", static current => current with { Floor = Money.Zero(current.Asset), SurplusCap = null, IsDemo = false, Symbols = [] });
        ledger.Now = ledger.Now.AddHours(9);
        ledger.Inject("btc", "10");
        ledger.IsReplay = true;
        ledger.Settled(new LiquidationForm.Deficit(TestLedger.Number("0.5")), "BTC", "OTHER", side: null);
        ledger.IsReplay = false;
        Approve(ledger);
        TakeBack(ledger);
        var loss = Deleverage(ledger);
        Correct(ledger, loss);
        return ledger;
    }

    private static void SettleLiquidations(TestLedger ledger)
    {
        ledger.Settled(TestLedger.Totals("1", "1.2"), "USDT");
        ledger.Settled(TestLedger.Totals("3", "-0.000001", "1000"), "USDT", "OTHER", PositionSide.Short);
        ledger.Settled(TestLedger.Position("0.50", "40000.10", "39000", "500", "1.25", "-0.5"), "USDT");
        ledger.Settled(TestLedger.Position("2", "3000", "2950.5", "1"), symbol: "ETHUSDT");
        ledger.Settled(TestLedger.Bankruptcy("1", "100.000000000000000001", "101"), "USDT");
        var full = ledger.Liquidation(TestLedger.Bankruptcy("30", "10000", "12000", "0.0001", "0.00000002"), symbol: "XBTUSD", side: PositionSide.Short);
        var input = ledger.Input with { AccountCommitment = new string('a', 64), IdCommitment = new string('0', 64) };
        var settled = LiquidationSettlement.Settle(ledger.State, full with { SourceSequence = 1L << 53 }, input);
        Assert.Null(settled.Problem);
        ledger.Entries.Add(settled.Value);
        ledger.Settled(TestLedger.Totals("1", "99"), "BTC", "OTHER");
    }

    // What came later stands behind what was there before: the bytes of an entry never change.
    private static void Approve(TestLedger ledger)
    {
        var rate = new RateSet(null, FeeKind.Maker, new PartsPerMillion(50_000), ledger.Now.AddDays(2), "For the quarter.", "anna") { ApprovedBy = ["bob"] };
        Assert.Null(ledger.Decide((state, now) => LedgerDecisions.SetRate(state, "btc", rate, now, TimeSpan.FromMinutes(10))));
        var scheduled = ledger.State.Sequence;
        Assert.Null(ledger.Decide((state, now) => StandingDecisions.SetFreeze(state, new FreezeChanged(true, "A key is missing.", "olga"), now)));
        Assert.Null(ledger.Decide((state, now) => StandingDecisions.CancelRate(
            state, "btc", new RateCancelled(scheduled, "Not yet.", "anna") { ApprovedBy = ["bob"] }, now)));
        Assert.Null(ledger.Decide((state, now) => StandingDecisions.SetFreeze(
            state, new FreezeChanged(false, "It was found.", "anna") { ApprovedBy = ["bob", "olga"] }, now)));
    }

    private static void TakeBack(TestLedger ledger)
    {
        // A fee that went in, and a liquidation that was paid for in part.
        Assert.Null(ledger.Reverse(18, "Charged twice.", "anna", "bob"));
        Assert.Null(ledger.Reverse(16, "It was a test.", "anna", "bob", "olga"));
        Assert.Null(ledger.Decide((state, now) => QuarantineDecisions.Dismiss(
            state, new RecordDismissed("test", DismissedKind.Fee, "conflict", new string('d', 64), 321, "Sent twice.", "anna") { ApprovedBy = ["bob"] }, now)));
        string[] corrected = [new('1', 64), new('e', 64)];
        ledger.CorrectedPayloads = [.. corrected];
        ledger.Settled(TestLedger.Totals("3", "2.5"), "BTC", "OTHER");
        ledger.CorrectedPayloads = [corrected[0]];
        Assert.Null(ledger.Settle(Fee(ledger)).Problem);
        ledger.CorrectedPayloads = [];
    }

    private static long Deleverage(TestLedger ledger)
    {
        var loss = ledger.Settle(TestLedger.Bankruptcy("30000", "10000", "12000"), symbol: "XBTUSD", side: PositionSide.Short).Value;
        Assert.Null(ledger.Fill(loss.Sequence, "10000", "10000").Problem);
        ledger.CorrectedPayloads = [new('2', 64)];
        Assert.Null(ledger.Fill(loss.Sequence, "20000", "10000.5").Problem);
        ledger.CorrectedPayloads = [];
        var unlisted = ledger.Settle(TestLedger.Bankruptcy("100", "50", "30"), "BTC", "NEW").Value;
        Assert.Null(ledger.Fill(unlisted.Sequence, "3.5", "50", sourceSequence: 10).Problem);
        return unlisted.Sequence;
    }

    // What sources sent wrong, put right by two people or more.
    private static void Correct(TestLedger ledger, long loss)
    {
        ledger.CorrectedPayloads = [new('3', 64)];
        ledger.Correction = new OperatorCorrection("anna", ["bob"], "The margin had lost its sign.");
        ledger.Settled(TestLedger.Totals("1", "1.2"), "BTC", "OTHER");
        ledger.Correction = new OperatorCorrection("anna", ["bob", "olga"], "“Zwölf” statt 12 – 已更正");
        Assert.Null(ledger.Settle(Fee(ledger)).Problem);
        Assert.Null(ledger.Fill(loss, "2", "49.5").Problem);
        (ledger.CorrectedPayloads, ledger.Correction) = ([], null);
    }

    private static FeeAccrual Fee(TestLedger ledger) => new()
    {
        ExternalId = "fee",
        FundId = "usdt-main",
        AssetCode = "USDT",
        Amount = TestLedger.Number("1000.000007"),
        PeriodStart = TestLedger.Start,
        PeriodEnd = ledger.Now,
    };
}
