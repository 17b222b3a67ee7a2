using System.Globalization;
using System.Text;
using Portal.Settlement.Amounts;
using Portal.Settlement.Deleveraging;
using Portal.Settlement.Funds;
using Portal.Settlement.Ledger;

namespace Portal.Settlement.Tests.Ledger;

public sealed class FundDecisionTests
{
    [Fact]
    public void A_funds_first_entry_is_its_opening_and_a_new_asset_comes_before_it()
    {
        var ledger = new TestLedger();
        ledger.Open("a", "USDT", "10", symbols: "X");
        ledger.Open("b", "USDT", "0", symbols: "Y");

        Assert.Equal(["asset", "opening", "opening"], ledger.Entries.Select(static entry => entry.Body.Kind));
        Assert.Equal([1L, 2L, 3L], ledger.Entries.Select(static entry => entry.Sequence));
        Assert.Equal([null, 1L, 1L], ledger.Entries.Select(static entry => entry.FundSequence));
        Assert.Equal(2, ledger.State.Rulebook.FindPolicy("a")!.Sequence);
    }

    [Theory]
    [InlineData("", "id")]
    [InlineData("-a", "id")]
    [InlineData("a b", "id")]
    [InlineData("a/b", "id")]
    [InlineData("ä", "id")]
    [InlineData("MAIN", "id")]
    public void An_id_that_can_not_stand_in_an_address_or_is_taken_is_refused(string id, string field) =>
        Assert.Equal(field, Refused(policy => policy with { FundId = id })?.Field);

    [Fact]
    public void Each_fault_of_a_fund_is_a_problem_of_its_field()
    {
        var usdc = new Asset("USDC", 8);
        (Func<FundPolicy, FundPolicy> Change, string Code, string Field)[] faults =
        [
            (static policy => policy with { FundId = new string('a', 65) }, "bad-fund-id", "id"),
            (static policy => policy with { FundId = "Main" }, "fund-exists", "id"),
            (static policy => policy with { Name = "" }, "missing", "name"),
            (static policy => policy with { Name = "  " }, "missing", "name"),
            (static policy => policy with { Name = " a" }, "bad-text", "name"),
            (static policy => policy with { Name = "a\u0007b" }, "bad-text", "name"),
            (static policy => policy with { Name = "a\ud800b" }, "bad-text", "name"),
            (static policy => policy with { Name = "a\ufffeb" }, "bad-text", "name"),
            (static policy => policy with { Name = "e\u0301" }, "bad-text", "name"),
            (static policy => policy with { Name = "a\u200bb" }, "bad-text", "name"),
            (static policy => policy with { Name = "a\u202eb" }, "bad-text", "name"),
            (static policy => policy with { Name = "a\u2028b" }, "bad-text", "name"),
            (static policy => policy with { Name = new string('a', 101) }, "too-long", "name"),
            (policy => policy with { Floor = Money.Zero(usdc) }, "wrong-asset", "floor"),
            (static policy => policy with { Floor = default }, "wrong-asset", "floor"),
            (static policy => policy with { Floor = new Money(-1, policy.Asset) }, "negative", "floor"),
            (static policy => policy with { Thresholds = AdlThresholds.Standard with { StartPpm = 0 } }, "bad-threshold", "adlThresholds"),
            (static policy => policy with { Symbols = ["X", "Y", "X"] }, "repeated", "symbols"),
            (static policy => policy with { Symbols = ["*", "*"] }, "repeated", "symbols"),
            (static policy => policy with { Symbols = [""] }, "missing", "symbols"),
            (static policy => policy with { Symbols = [new string('X', 65)] }, "too-long", "symbols"),
            (static policy => policy with { Symbols = ["TAKEN"] }, "symbol-taken", "symbols"),
            (static policy => policy with { Symbols = ["*"] }, "symbol-taken", "symbols"),
            (static policy => policy with { Symbols = ["COIN"] }, "wrong-asset", "symbols"),
            (static policy => policy with { Symbols = default }, "missing", "symbols"),
        ];

        Assert.All(faults, static fault =>
        {
            var problem = Refused(fault.Change);
            Assert.Equal((fault.Code, fault.Field), (problem?.Code, problem?.Field));
        });
    }

    [Fact]
    public void Symbols_that_no_entry_could_hold_are_refused_and_the_longest_that_fit_are_not()
    {
        static FundPolicy With(FundPolicy policy, int count, char letter) => policy with
        {
            Symbols = [.. Enumerable.Range(0, count).Select(index => index.ToString("d3", CultureInfo.InvariantCulture) + new string(letter, 61))],
        };

        Assert.Equal("too-long", Refused(static policy => With(policy, 200, 'X'))?.Code);
        Assert.Equal("too-long", Refused(static policy => With(policy, 70, '"'))?.Code);
        Assert.Equal("too-long", Refused(static policy => With(policy, 50, '保'))?.Code);
        var ledger = new TestLedger();
        Assert.Null(ledger.TryOpen(With(TestLedger.Policy("a", "USDT") with { Name = new string('保', 100) }, 90, 'X'), "1"));
        Assert.InRange(ledger.Entries[^1].ToBytes().Length, 6_000, LedgerEntry.BytesMax);
    }

    [Fact]
    public void An_opening_below_zero_or_in_another_asset_is_refused()
    {
        var policy = TestLedger.Policy("a", "USDT");

        Assert.Equal(("negative", "opening"), Refused(policy, new Money(-1, policy.Asset)));
        Assert.Equal(("wrong-asset", "opening"), Refused(policy, new Money(1, new Asset("BTC", 8))));
        Assert.Equal(("wrong-asset", "opening"), Refused(policy, new Money(1, new Asset("USDT", 6))));
        Assert.Equal(("wrong-asset", "opening"), Refused(policy, default));
    }

    [Fact]
    public void An_asset_keeps_the_decimals_of_its_first_use()
    {
        var ledger = new TestLedger();
        ledger.Open("a", "USDT", "1", scale: 6);

        Assert.Equal("wrong-scale", ledger.TryOpen(TestLedger.Policy("b", "USDT", scale: 8, symbols: "X"), "1")?.Code);
        Assert.Null(ledger.TryOpen(TestLedger.Policy("b", "USDT", scale: 6, symbols: "X"), "1"));
    }

    [Fact]
    public void A_fund_may_have_been_opened_long_ago_but_not_before_such_funds_existed()
    {
        var ledger = new TestLedger { Now = new DateTimeOffset(1999, 12, 31, 23, 59, 59, TimeSpan.Zero) };

        Assert.Equal("opened", ledger.TryOpen(TestLedger.Policy("a", "USDT"), "1")?.Field);
        ledger.Now = SettlementInput.OldestTime;
        Assert.Null(ledger.TryOpen(TestLedger.Policy("a", "USDT"), "1"));
    }

    [Fact]
    public void A_fund_opened_between_two_milliseconds_is_the_same_when_read_from_its_bytes()
    {
        var ledger = new TestLedger { Now = TestLedger.Start.AddTicks(12_345) };
        ledger.Open("a", "USDT", "1");

        var read = LedgerEntry.Read(ledger.Entries[^1].ToBytes());

        Assert.Equal(ledger.State.Rulebook.FindPolicy("a")!.EffectiveAt, Assert.IsType<FundOpened>(read.Body).Policy.EffectiveAt);
        Assert.Equal(ledger.Entries[^1].RecordedAt, read.RecordedAt);
        Assert.Equal(ledger.Fund("a").LastRecordedAt, read.RecordedAt);
    }

    [Fact]
    public void A_text_that_becomes_public_is_in_normal_form_and_without_control_characters()
    {
        Assert.Null(LedgerDecisions.CheckText("plain", 10, "x"));
        Assert.Null(LedgerDecisions.CheckText("two words – 保険 😀", 30, "x"));
        Assert.All(["", " ", "a ", "\u00a0a", "a\n", "\u0085", "\ud800", "\udc00\ud800", "\ufffd", "\ufffe", "e\u0301", "\u212b"], static text =>
            Assert.Equal("x", LedgerDecisions.CheckText(text, 10, "x")?.Field));
        Assert.Equal(500, Encoding.UTF8.GetByteCount(new string('a', LedgerDecisions.ReasonLengthMax)));
    }

    private static Problem? Refused(Func<FundPolicy, FundPolicy> change)
    {
        var ledger = new TestLedger();
        ledger.Open("main", "USDT", "10", symbols: ["*", "TAKEN"]);
        ledger.Open("coin", "BTC", "10", symbols: "Z");
        Assert.Null(ledger.List("COIN", "BTC"));
        var before = ledger.State.Sequence;

        var problem = ledger.TryOpen(change(TestLedger.Policy("other", "USDT", symbols: "X")), "1");

        Assert.Equal(problem is null, before != ledger.State.Sequence);
        return problem;
    }

    private static (string? Code, string? Field) Refused(FundPolicy policy, Money opening)
    {
        var state = LedgerState.Empty();
        var problem = LedgerDecisions.OpenFund(state, policy, opening, "operator", TestLedger.Start).Problem;
        Assert.Equal(0, state.Sequence);
        return (problem?.Code, problem?.Field);
    }
}
