using Portal.Settlement.Amounts;
using Portal.Settlement.Contracts;
using Portal.Settlement.FeeAllocation;
using Portal.Settlement.Ledger;

namespace Portal.Settlement.Tests.Ledger;

public sealed class ContractAndRateDecisionTests
{
    [Theory]
    [InlineData("", "USDT", null, "missing", "symbol")]
    [InlineData("*", "USDT", null, "bad-symbol", "symbol")]
    [InlineData("X\n", "USDT", null, "bad-text", "symbol")]
    [InlineData("X", "usdt", null, "bad-asset", "settle")]
    [InlineData("X", "USDT", "nobody", "unknown-fund", "fund")]
    [InlineData("X", "BTC", "usdt", "wrong-asset", "settle")]
    [InlineData("OWN", "BTC", "btc", "symbol-taken", "symbol")]
    [InlineData("OWN", "BTC", null, "wrong-asset", "settle")]
    public void Each_fault_of_a_contract_is_a_problem_of_its_field(string symbol, string settle, string? fundId, string code, string field)
    {
        var ledger = Ledger();
        var before = ledger.State.Sequence;

        var problem = ledger.List(symbol, settle, fundId: fundId);

        Assert.Equal((code, field), (problem?.Code, problem?.Field));
        Assert.Equal(before, ledger.State.Sequence);
    }

    [Fact]
    public void A_contract_listed_with_a_fund_belongs_to_it_and_its_new_terms_still_do()
    {
        var ledger = Ledger();
        Assert.Null(ledger.List("NEW", "USDT", fundId: "usdt"));
        Assert.Null(ledger.List("NEW", "USDT", contractValue: "10"));

        Assert.Equal("usdt", ledger.State.Rulebook.FindFundOf("NEW"));
        Assert.Equal("10", ledger.State.Rulebook.FindContractAt("NEW", ledger.Now)!.Terms.Contract.ContractValue.ToString());
        Assert.Equal("symbol-taken", ledger.List("NEW", "USDT", fundId: "second")?.Code);
    }

    [Fact]
    public void A_policy_of_a_fund_does_not_lose_the_contracts_listed_with_it()
    {
        var ledger = Ledger();
        Assert.Null(ledger.List("NEW", "USDT", fundId: "usdt"));
        ledger.ChangePolicy("usdt", static policy => policy with { Symbols = ["OTHER"] });

        Assert.Equal("usdt", ledger.State.Rulebook.FindFundOf("NEW"));
        Assert.Equal("usdt", ledger.State.Rulebook.FindFundOf("OTHER"));
        Assert.Null(ledger.State.Rulebook.FindFundOf("OWN"));
        Assert.Null(ledger.State.Rulebook.FindFundOfOtherSymbols("USDT"));
    }

    [Fact]
    public void Terms_in_force_at_the_events_time_apply_and_before_the_first_the_first()
    {
        var ledger = Ledger();
        var listed = ledger.Now = TestLedger.Start.AddHours(1);
        Assert.Null(ledger.List("OWN", "USDT", contractValue: "2"));
        var changed = ledger.Now = TestLedger.Start.AddHours(2);
        Assert.Null(ledger.List("OWN", "USDT", contractValue: "3", publication: ContractPublication.Bankruptcy));
        ledger.Now = TestLedger.Start.AddHours(3);

        (DateTimeOffset At, string Residual, bool IsPrivate)[] cases =
        [
            (listed.AddDays(-1), "-2.00000000", false),
            (listed, "-2.00000000", false),
            (changed.AddMilliseconds(-1), "-2.00000000", false),
            (changed, "-3.00000000", true),
            (ledger.Now, "-3.00000000", true),
        ];
        Assert.All(cases, @case =>
        {
            var liquidation = ledger.Liquidation(TestLedger.Position("1", "100", "90", @case.IsPrivate ? "27" : "18"), symbol: "OWN") with { OccurredAt = @case.At };
            var settled = Assert.IsType<LiquidationSettled>(ledger.Settle(liquidation).Value.Body);
            Assert.Equal(@case.Residual, settled.Check.Residual.ToString());
            Assert.Equal(@case.IsPrivate, settled.Check.Margin is null);
        });
    }

    [Fact]
    public void The_cap_in_force_at_the_events_time_and_the_floor_of_now_apply()
    {
        var ledger = Ledger();
        var changed = ledger.Now = TestLedger.Start.AddHours(1);
        ledger.ChangePolicy("usdt", static policy => policy with { SurplusCap = new PartsPerMillion(10_000), Floor = new Money(999_00000000, policy.Asset) });
        var policySequence = ledger.State.Sequence;
        ledger.Now = TestLedger.Start.AddHours(2);

        LiquidationSettled At(DateTimeOffset at, string fill) => Assert.IsType<LiquidationSettled>(
            ledger.Settle(ledger.Liquidation(TestLedger.Bankruptcy("1", "100", fill), "USDT", "OWN") with { OccurredAt = at }).Value.Body);

        Assert.Equal(("20.00000000", null), (At(changed.AddMilliseconds(-1), "120").Result.Surplus.ToString(), At(changed.AddMilliseconds(-1), "100").Cap));
        Assert.Equal("1.20000000", At(changed, "120").Result.Surplus.ToString());
        Assert.Equal(policySequence, At(changed, "120").PolicySequence);
        var late = At(changed.AddHours(-1), "1");
        Assert.Equal(ledger.Amount("usdt", "23.4"), late.Result.Draw);
        Assert.Equal(ledger.Amount("usdt", "75.6"), late.Result.Uncovered);
    }

    [Theory]
    [InlineData("nobody", 0, "Because.", null, "unknown-fund", "fund")]
    [InlineData("usdt", -1, "Because.", null, "retroactive", "effective")]
    [InlineData("usdt", 0, "", null, "missing", "reason")]
    [InlineData("usdt", 0, "Tab\there", null, "bad-text", "reason")]
    [InlineData("usdt", 0, "Because.", "", "missing", "market")]
    [InlineData("usdt", 11 * 366 * 86_400_000L, "Because.", null, "bad-time", "effective")]
    public void Each_fault_of_a_rate_is_a_problem_of_its_field(string fundId, long laterMilliseconds, string reason, string? market, string code, string field)
    {
        var ledger = Ledger();
        Assert.Null(ledger.SetRate("usdt", 1, ledger.Now));
        var before = ledger.State.Sequence;

        var problem = ledger.SetRate(fundId, 2, ledger.Now.AddMilliseconds(laterMilliseconds), market, reason: reason);

        Assert.Equal((code, field), (problem?.Code, problem?.Field));
        Assert.Equal(before, ledger.State.Sequence);
    }

    [Fact]
    public void A_reason_has_at_most_500_characters()
    {
        var ledger = Ledger();

        Assert.Null(ledger.SetRate("usdt", 1, ledger.Now, reason: new string('保', 500)));
        Assert.InRange(ledger.Entries[^1].ToBytes().Length, 1_500, LedgerEntry.BytesMax);
        Assert.Equal("too-long", ledger.SetRate("usdt", 1, ledger.Now, reason: new string('a', 501))?.Code);
    }

    [Fact]
    public void Only_a_funds_first_rate_may_begin_in_the_past()
    {
        var ledger = Ledger();

        Assert.Null(ledger.SetRate("usdt", 1, ledger.Now.AddYears(-3)));
        Assert.Equal("retroactive", ledger.SetRate("usdt", 2, ledger.Now.AddMilliseconds(-1), "X")?.Code);
        Assert.Null(ledger.SetRate("usdt", 2, ledger.Now));
        Assert.Null(ledger.SetRate("second", 2, ledger.Now.AddDays(-1)));
        Assert.Equal("bad-time", ledger.SetRate("btc", 2, SettlementInput.OldestTime.AddMilliseconds(-1))?.Code);
    }

    [Fact]
    public void A_rate_is_not_earlier_than_the_funds_last_entry_either()
    {
        var ledger = Ledger();
        Assert.Null(ledger.SetRate("usdt", 1, ledger.Now));
        var now = ledger.Now;
        ledger.Now = now.AddMinutes(10);
        ledger.Inject("usdt", "1");
        ledger.Now = now;

        Assert.Equal("retroactive", ledger.SetRate("usdt", 2, now.AddMinutes(5))?.Code);
        Assert.Null(ledger.SetRate("usdt", 2, now.AddMinutes(10)));
        Assert.Equal(now.AddMinutes(10), ledger.Entries[^1].RecordedAt);
    }

    [Fact]
    public void A_rate_between_two_milliseconds_is_in_force_as_whoever_reads_its_entry_sees_it()
    {
        var ledger = Ledger();
        Assert.Null(ledger.SetRate("usdt", 500_000, ledger.Now.AddTicks(5_000)));

        var read = Rulebook.Empty.With(ledger.Entries.Select(static entry => LedgerEntry.Read(entry.ToBytes())));

        Assert.Equal(500_000, read.FindRate("usdt", null, null, ledger.Now)?.Share.Value);
        Assert.Equal(500_000, ledger.State.Rulebook.FindRate("usdt", null, null, ledger.Now)?.Share.Value);
    }

    [Fact]
    public void Rates_are_listed_with_who_set_them_and_why()
    {
        var ledger = Ledger();
        Assert.Null(ledger.SetRate("usdt", 7, ledger.Now.AddDays(1), "X", FeeKind.Maker, "Costs."));

        var rate = Assert.Single(ledger.State.Rulebook.Rates);

        Assert.Equal(("usdt", "X", FeeKind.Maker, 7, "Costs.", "operator"), (rate.FundId, rate.Market, rate.Kind, rate.Share.Value, rate.Reason, rate.By));
        Assert.Equal((ledger.Now.AddDays(1), ledger.Now, ledger.State.Sequence), (rate.EffectiveAt, rate.SetAt, rate.Sequence));
    }

    private static TestLedger Ledger()
    {
        var ledger = new TestLedger();
        ledger.Open("usdt", "USDT", "1000", symbols: ["*", "OWN"]);
        ledger.Open("second", "USDT", "1000", symbols: "SECOND");
        ledger.Open("btc", "BTC", "10");
        return ledger;
    }
}
