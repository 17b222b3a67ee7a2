using Portal.Settlement.FeeAllocation;
using Portal.Settlement.Ledger;
using Portal.Settlement.Liquidations;
using Portal.Worker.Intake;
using Portal.Worker.Sources.DemoMarket;
using Portal.Worker.Tests.Intake;

namespace Portal.Worker.Tests.Sources;

public sealed class DemoMarketTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_same_seed_and_start_give_the_same_records_in_whatever_pieces_time_passes()
    {
        var (one, other) = (Market(seed: 7), Market(seed: 7));

        var atOnce = one.Advance(Start.AddMinutes(5));
        var pieces = Enumerable.Range(1, 3_000).SelectMany(tenth => other.Advance(Start.AddMilliseconds(tenth * 100)));

        Assert.NotEmpty(atOnce);
        Assert.Equal(atOnce.Select(static record => Convert.ToHexString(record.Payload.Span)), pieces.Select(static record => Convert.ToHexString(record.Payload.Span)));
    }

    [Fact]
    public void Another_seed_gives_another_market_and_no_two_starts_share_an_id()
    {
        var markets = new[] { Market(seed: 7), Market(seed: 8), new DemoMarketSimulation(TestIntake.Master, Start.AddMilliseconds(1), seed: 7) };

        var records = markets.Select(static market => market.Advance(Start.AddMinutes(2))).ToArray();

        var ids = records.SelectMany(static market => market).Select(static record => record.ExternalId).ToArray();
        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.NotEqual(Convert.ToHexString(records[0][0].ContentHash), Convert.ToHexString(records[1][0].ContentHash));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20_260_101)]
    public void An_hour_settles_without_a_rejection_with_surpluses_and_deficits_and_funds_that_live(int seed)
    {
        var ledger = new MemoryLedger();
        ledger.Entries.AddRange(DemoSetup.At(Start).Apply(ledger.State, Start).Value);
        var market = Market(seed);
        var (firstCrash, crashSeconds, inCrash, inCalm) = (int.MaxValue, 0, 0, 0);
        for (var second = 1; second <= 3_600; second++)
        {
            var now = Start.AddSeconds(second);
            var records = market.Advance(now);
            Assert.All(records, record => Assert.InRange(record.Liquidation?.OccurredAt ?? record.Fee!.PeriodEnd, now.AddSeconds(-2), now));
            ledger.Take(records, DemoMarketSimulation.Source, now, isReplay: false);
            var liquidations = records.Count(static record => record.Kind is RecordKind.Liquidation);
            (firstCrash, crashSeconds) = market.IsCrash ? (Math.Min(firstCrash, second), crashSeconds + 1) : (firstCrash, crashSeconds);
            _ = market.IsCrash ? inCrash += liquidations : inCalm += liquidations;
        }

        Assert.Empty(ledger.Rejected);
        Assert.Equal((0, 0), (ledger.Duplicates, ledger.Conflicts));
        Assert.InRange(firstCrash, 1, 90);
        Assert.InRange(inCrash / (double)crashSeconds, 10, 99);
        Assert.InRange(inCalm / (double)(3_600 - crashSeconds), 0.3, 2);
        var residuals = ledger.Liquidations.Select(static settled => settled.Check.Residual.Units).ToArray();
        Assert.InRange(residuals.Count(static units => units > 0), residuals.Length / 10, residuals.Length);
        Assert.InRange(residuals.Count(static units => units < 0), residuals.Length / 10, residuals.Length);
        Assert.Contains(ledger.Liquidations, static settled => settled.Result.ToTrader.Units > 0);
        Assert.InRange(Balance(ledger, "usdt"), 24_000_000, 26_000_000);
        Assert.InRange(Balance(ledger, "btc"), 340, 360);
    }

    [Fact]
    public void Everything_a_real_exchange_reports_is_there()
    {
        var records = Market(seed: 3).Advance(Start.AddMinutes(70));
        var forms = records.Where(static record => record.Liquidation is not null).Select(static record => record.Liquidation!).ToArray();
        var fees = records.Where(static record => record.Fee is not null).Select(static record => record.Fee!).ToArray();

        Assert.Equal(5, forms.Select(static liquidation => liquidation.Symbol).Distinct().Count());
        Assert.Equal(2, forms.Select(static liquidation => liquidation.Side).Distinct().Count());
        Assert.Contains(forms, static liquidation => liquidation.Form is LiquidationForm.Position { Fees: not null, Funding: { } paid } && paid.Mantissa > 0);
        Assert.Contains(forms, static liquidation => liquidation.Form is LiquidationForm.Position { Funding: { } received } && received.Mantissa < 0);
        Assert.Contains(forms, static liquidation => liquidation.Form is LiquidationForm.Bankruptcy { Fees: not null });
        Assert.All(forms, static liquidation => Assert.NotNull(liquidation.Account));
        Assert.Equal(Enum.GetValues<FeeKind>().Length, fees.Select(static fee => fee.Kind).Distinct().Count());
        Assert.All(fees, static fee => Assert.Equal(TimeSpan.FromMinutes(1), fee.PeriodEnd - fee.PeriodStart));
    }

    [Fact]
    public void Its_records_are_intake_records_like_any_other()
    {
        foreach (var record in Market(seed: 5).Advance(Start.AddMinutes(3)))
        {
            var again = record.Kind is RecordKind.Fee
                ? RecordReader.ReadFee(record.Payload, DemoMarketSimulation.Source, TestIntake.Master)
                : RecordReader.ReadLiquidation(record.Payload, DemoMarketSimulation.Source, TestIntake.Master);

            Assert.Null(again.Problem);
            Assert.Equal(record.ContentHash, again.ContentHash);
            Assert.Equal(record.IdCommitment, again.IdCommitment);
        }
    }

    [Fact]
    public void Its_funds_say_that_they_are_simulated()
    {
        var setup = DemoSetup.At(Start);

        Assert.Equal([("usdt", "25000000.00000000 USDT"), ("btc", "350.00000000 BTC"), ("usdt-doge", "50000.00000000 USDT")], setup.Funds.Select(static fund => (fund.Policy.FundId, $"{fund.Opening} {fund.Opening.Asset}")));
        Assert.All(setup.Funds, static fund => Assert.True(fund.Policy.IsDemo));
        Assert.All(setup.Funds, static fund => Assert.Contains("Demo", fund.Policy.Name, StringComparison.Ordinal));
        Assert.Equal(5_000, setup.Funds[1].Policy.SurplusCap!.Value.Value);
    }

    [Fact]
    public void Its_setup_may_be_taken_later_than_it_was_made_and_by_any_clock()
    {
        var state = LedgerState.Empty();

        var entries = DemoSetup.At(Start.AddTicks(7)).Apply(state, Start.AddSeconds(1).AddTicks(7)).Value;

        // Two assets, three funds, five contracts, six rates.
        Assert.Equal(16, entries.Length);
        Assert.All(entries, static entry => Assert.Equal(Start.AddSeconds(1), entry.RecordedAt));
        Assert.All(state.Rulebook.Rates, static rate => Assert.Equal(Start.AddSeconds(1), rate.EffectiveAt));
    }

    [Theory]
    [InlineData(false, +1)]
    [InlineData(false, -1)]
    [InlineData(true, +1)]
    [InlineData(true, -1)]
    public void Positions_are_liquidated_where_the_maintenance_margin_begins_and_bankrupt_where_the_margin_ends(bool inverse, int d)
    {
        const double entry = 50_000;
        foreach (var dollars in new[] { 1_000.0, 200_000, 3_000_000 })
        {
            var value = inverse ? dollars : dollars / entry;
            var margin = (inverse ? dollars / entry : dollars) / 20;
            var tier = MarginRules.TierOf(inverse, dollars);

            var liquidation = MarginRules.LiquidationPrice(inverse, d, value, entry, margin);
            var bankruptcy = MarginRules.BankruptcyPrice(inverse, d, value, entry, margin);

            var maintenance = inverse ? ((tier.Rate * value) - tier.Deducted) / liquidation : (tier.Rate * value * liquidation) - tier.Deducted;
            Assert.Equal(maintenance, margin + MarginRules.Gain(inverse, d, value, entry, liquidation), 6);
            Assert.Equal(0, margin + MarginRules.Gain(inverse, d, value, entry, bankruptcy), 6);
            Assert.Equal(margin, MarginRules.MarginFor(inverse, d, value, entry, liquidation), 6);
            Assert.True(d * (entry - liquidation) > 0 && d * (liquidation - bankruptcy) > 0);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Maintenance_margin_does_not_jump_where_a_tier_begins(bool inverse)
    {
        foreach (var edge in new[] { 50_000.0, 250_000, 1_000_000, 5_000_000 })
        {
            var (below, above) = (MarginRules.TierOf(inverse, edge), MarginRules.TierOf(inverse, edge + 0.01));

            Assert.Equal((edge * below.Rate) - below.Deducted, (edge * above.Rate) - above.Deducted, 6);
        }
    }

    private static DemoMarketSimulation Market(int seed) => new(TestIntake.Master, Start, seed);

    private static double Balance(MemoryLedger ledger, string fundId) => ledger.State.Find(fundId)!.BalanceUnits / 1e8;
}
