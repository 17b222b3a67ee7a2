using Portal.Settlement.Amounts;
using Portal.Settlement.Funds;
using Portal.Settlement.Ledger;

namespace Portal.Settlement.Tests.Ledger;

/// <summary>Money that operators put in and take out, and policies they change.</summary>
public sealed class FundMoneyTests
{
    [Fact]
    public void An_injection_adds_to_the_balance_and_names_who_proposed_and_approved_it()
    {
        var ledger = Opened();

        Assert.Null(ledger.Decide((state, now) => FundDecisions.Inject(
            state, "usdt", new Injected(ledger.Amount("usdt", "50"), "Topped up.", "tx 1", "anna") { ApprovedBy = ["bob"] }, now)));

        Assert.Equal("150.00000000", ledger.Fund("usdt").Balance.ToString());
        Assert.Equal(["bob"], Assert.IsType<Injected>(ledger.Entries[^1].Body).ApprovedBy);
    }

    [Theory]
    [InlineData("40", null)]
    [InlineData("90", null)]
    [InlineData("90.00000001", "below-floor")]
    [InlineData("1000", "below-floor")]
    public void A_withdrawal_never_goes_below_the_floor(string amount, string? problem)
    {
        var ledger = Opened();

        Assert.Equal(problem, Withdraw(ledger, amount)?.Code);

        Assert.Equal(problem is null, ledger.Entries.Exists(static entry => entry.Body is Withdrawn));
    }

    [Fact]
    public void Nothing_is_withdrawn_while_ADL_is_on()
    {
        var ledger = Opened();
        ledger.Settled(TestLedger.Totals("0", "200"), "USDT");
        ledger.Inject("usdt", "500");
        Assert.NotNull(ledger.Fund("usdt").AdlSinceSequence);

        Assert.Equal("adl-active", Withdraw(ledger, "1")?.Code);
    }

    [Fact]
    public void Nothing_is_withdrawn_in_a_freeze_and_it_is_again_when_that_has_ended()
    {
        var ledger = Opened();
        Assert.Null(ledger.Decide((state, now) => StandingDecisions.SetFreeze(state, new FreezeChanged(true, "Because.", "olga"), now)));

        Assert.Equal("frozen", Withdraw(ledger, "1")?.Code);

        Assert.Null(ledger.Decide((state, now) => StandingDecisions.SetFreeze(state, new FreezeChanged(false, "Because.", "olga"), now)));
        Assert.Null(Withdraw(ledger, "1"));
    }

    [Theory]
    [InlineData("0", "Because.", null, "amount")]
    [InlineData("-1", "Because.", null, "amount")]
    [InlineData("1", "", null, "reason")]
    [InlineData("1", "Because.", "", "reference")]
    public void Each_fault_of_a_payment_is_a_problem_of_its_field(string amount, string reason, string? reference, string field)
    {
        var ledger = Opened();
        var money = new Money((long)(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture) * 100_000_000), ledger.Fund("usdt").Asset);
        var before = ledger.State.Sequence;

        Assert.Equal(field, ledger.Decide((state, now) => FundDecisions.Inject(state, "usdt", new Injected(money, reason, reference, "anna"), now))?.Field);
        Assert.Equal(field, ledger.Decide((state, now) => FundDecisions.Withdraw(state, "usdt", new Withdrawn(money, reason, reference, "anna"), now))?.Field);

        Assert.Equal(before, ledger.State.Sequence);
    }

    [Fact]
    public void Another_asset_or_another_fund_is_refused()
    {
        var ledger = Opened();
        var other = new Money(1, new Asset("USDC", 8));

        Assert.Equal("wrong-asset", ledger.Decide((state, now) => FundDecisions.Inject(state, "usdt", new Injected(other, "Because.", null, "anna"), now))?.Code);
        Assert.Equal("unknown-fund", ledger.Decide((state, now) => FundDecisions.Inject(state, "x", new Injected(other, "Because.", null, "anna"), now))?.Code);
        Assert.Equal("unknown-fund", ledger.Decide((state, now) => FundDecisions.Withdraw(state, "x", new Withdrawn(other, "Because.", null, "anna"), now))?.Code);
    }

    [Fact]
    public void A_changed_policy_holds_from_its_entry_on_and_an_invalid_one_changes_nothing()
    {
        var ledger = Opened();
        var before = ledger.State.Rulebook.FindPolicy("usdt")!;

        Assert.Equal("name", Change(ledger, before with { Name = "" })?.Field);
        Assert.Equal("wrong-asset", Change(ledger, before with { Asset = new Asset("USDC", 8), Floor = Money.Zero(new Asset("USDC", 8)) })?.Code);
        Assert.Equal("unknown-fund", Change(ledger, before with { FundId = "x" })?.Code);
        Assert.Same(before, ledger.State.Rulebook.FindPolicy("usdt"));

        ledger.Now = ledger.Now.AddHours(1);
        Assert.Null(Change(ledger, before with { Floor = ledger.Amount("usdt", "20"), SurplusCap = new PartsPerMillion(5_000) }));

        var after = ledger.State.Rulebook.FindPolicy("usdt")!;
        Assert.Equal((ledger.State.Sequence, ledger.Now, "20.00000000"), (after.Sequence, after.EffectiveAt, after.Floor.ToString()));
        Assert.Equal("below-floor", Withdraw(ledger, "81")?.Code);
    }

    private static TestLedger Opened()
    {
        var ledger = new TestLedger();
        ledger.Open("usdt", "USDT", "100", floor: "10");
        return ledger;
    }

    private static Problem? Withdraw(TestLedger ledger, string amount) => ledger.Decide((state, now) => FundDecisions.Withdraw(
        state, "usdt", new Withdrawn(ledger.Amount("usdt", amount), "Because.", null, "anna") { ApprovedBy = ["bob"] }, now));

    private static Problem? Change(TestLedger ledger, FundPolicy policy) =>
        ledger.Decide((state, now) => FundDecisions.ChangePolicy(state, new PolicyChanged(policy, "Because.", "anna"), now));
}
