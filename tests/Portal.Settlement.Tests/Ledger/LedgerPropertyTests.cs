using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Portal.Settlement.Ledger;

namespace Portal.Settlement.Tests.Ledger;

/// <summary>What holds for every ledger, whatever happened.</summary>
public sealed class LedgerPropertyTests
{
    private static readonly Config Runs = Config.QuickThrowOnFailure.WithMaxTest(30);

    [Fact]
    public void Money_is_conserved()
    {
        Check.One(Runs, Prop.ForAll(ArbMap.Default.ArbFor<int>(), static seed =>
        {
            var ledger = Live(seed);
            foreach (var fund in ledger.State.Funds)
            {
                var entries = ledger.Entries.Where(entry => entry.FundId == fund.FundId).ToArray();
                Int128 expected = 0;
                foreach (var entry in entries)
                {
                    expected += entry.Body switch
                    {
                        FundOpened opened => opened.Amount.Units,
                        Injected injected => injected.Amount.Units,
                        Withdrawn withdrawn => -withdrawn.Amount.Units,
                        FeeAllocated fee => fee.Allocated.Units,
                        LiquidationSettled settled => settled.Result.Surplus.Units - settled.Result.Draw.Units,
                        EntryReversed reversed => -ledger.Entries[(int)reversed.ReversedSequence - 1].Body.ChangeUnits,
                        _ => 0,
                    };
                    Assert.Equal(expected, entry.BalanceAfter!.Value.Units);
                    Assert.Equal(entry.FundSequence, Array.IndexOf(entries, entry) + 1);
                }

                Assert.Equal(expected, fund.BalanceUnits);
                AssertRollup(fund, ledger.Entries);
            }
        }));
    }

    [Fact]
    public void Every_settlement_accounts_for_the_whole_residual_and_respects_floor_and_cap()
    {
        Check.One(Runs, Prop.ForAll(ArbMap.Default.ArbFor<int>(), static seed =>
        {
            var ledger = Live(seed);
            var rulebook = Rulebook.Empty;
            foreach (var entry in ledger.Entries)
            {
                if (entry.Body is LiquidationSettled { Result: var result, Check: var check } settled)
                {
                    var floor = rulebook.FindPolicy(entry.FundId!)!.Floor;
                    Assert.Equal(check.Residual, result.Surplus + result.ToTrader - result.Draw - result.Uncovered);
                    Assert.Equal(result.Deficit, result.Draw + result.Uncovered);
                    Assert.All([result.Surplus, result.ToTrader, result.Draw, result.Uncovered, result.DrawForFees], static amount => Assert.True(amount.Units >= 0));
                    Assert.True(result.Draw.Units == 0 || entry.BalanceAfter >= floor);
                    Assert.True(result.Uncovered.Units == 0 || entry.BalanceAfter <= floor || entry.BalanceAfter == entry.BalanceBefore);
                    Assert.True(settled.Cap is null || result.Surplus <= settled.Cap);
                    Assert.True(result.ToTrader.Units == 0 || result.Surplus == settled.Cap);
                }

                rulebook = rulebook.With(entry);
            }
        }));
    }

    [Fact]
    public void A_ledger_read_from_its_bytes_gives_every_state_again()
    {
        Check.One(Runs, Prop.ForAll(ArbMap.Default.ArbFor<int>(), static seed =>
        {
            var ledger = Live(seed);
            var state = LedgerState.Empty();
            var adl = 0;
            foreach (var entry in ledger.Entries)
            {
                var read = LedgerEntry.Read(entry.ToBytes());
                if (read.Body is AdlChanged { CauseSequence: not null })
                {
                    // Judging again what was judged then gives the very same entry.
                    Assert.Equal(entry.ToBytes(), AdlJudgement.AfterEntry(state.Fork(), LedgerEntry.Read(ledger.Entries[(int)entry.Sequence - 2].ToBytes()))?.ToBytes());
                    adl++;
                }

                state.Apply(read);
            }

            Assert.Equal(ledger.State.Sequence, state.Sequence);
            Assert.All(ledger.State.Funds, fund => AssertSame(fund, state.Find(fund.FundId)!, ledger.Now));
            Assert.All(ledger.State.Funds, fund => AssertStatistics(fund, ledger));
            Assert.Equal(ledger.State.Rulebook.Rates, state.Rulebook.Rates);
            Assert.Equal(ledger.State.Rulebook.Contracts, state.Rulebook.Contracts);
            return adl >= 0;
        }));
    }

    [Fact]
    public void Independent_funds_do_not_feel_each_others_order()
    {
        Check.One(Runs, Prop.ForAll(ArbMap.Default.ArbFor<int>(), static seed =>
        {
            var oneAfterTheOther = RandomLedger.Open();
            foreach (var fund in Enumerable.Range(0, 3))
            {
                var random = new Random(unchecked(seed + fund));
                foreach (var step in Enumerable.Range(0, 60))
                {
                    oneAfterTheOther.Now = TestLedger.Start.AddMinutes(step * 13);
                    RandomLedger.Step(oneAfterTheOther, random, fund);
                }
            }

            var inTurns = RandomLedger.Open();
            var randoms = Enumerable.Range(0, 3).Select(fund => new Random(unchecked(seed + fund))).ToArray();
            foreach (var step in Enumerable.Range(0, 60))
            {
                foreach (var fund in new[] { 2, 0, 1 })
                {
                    inTurns.Now = TestLedger.Start.AddMinutes(step * 13);
                    RandomLedger.Step(inTurns, randoms[fund], fund);
                }
            }

            foreach (var (fundId, _, _) in RandomLedger.Funds)
            {
                Assert.Equal(Contents(oneAfterTheOther, fundId), Contents(inTurns, fundId));
                Assert.Equal(oneAfterTheOther.Fund(fundId).Balance, inTurns.Fund(fundId).Balance);
                Assert.Equal(oneAfterTheOther.Fund(fundId).PeakAtTime(inTurns.Now).Units, inTurns.Fund(fundId).PeakAtTime(inTurns.Now).Units);
            }
        }));
    }

    [Fact]
    public void Random_lives_hold_draws_starts_and_stops()
    {
        // Otherwise the properties above would be proved of nothing.
        var entries = Enumerable.Range(0, 40).SelectMany(static seed => Live(seed).Entries).ToArray();

        Assert.Contains(entries, static entry => entry.Body is LiquidationSettled { Result: { Uncovered.Units: > 0, Draw.Units: > 0 } });
        Assert.Contains(entries, static entry => entry.Body is LiquidationSettled { Result: { Surplus.Units: > 0, ToTrader.Units: > 0 } });
        Assert.Contains(entries, static entry => entry.Body is AdlChanged { Active: true, CauseSequence: not null });
        Assert.Contains(entries, static entry => entry.Body is AdlChanged { Active: false, CauseSequence: not null });
        Assert.Contains(entries, static entry => entry.Body is AdlChanged { CauseSequence: null });
        Assert.Contains(entries, static entry => entry.Body is FeeAllocated { Allocated.Units: > 0 });
        Assert.Equal(["fee", "injection", "liquidation", "withdrawal"], entries.Select(static entry => entry.Body).OfType<EntryReversed>().Select(static body => body.ReversedKind).Distinct().Order());
    }

    private static TestLedger Live(int seed)
    {
        var random = new Random(seed);
        var ledger = RandomLedger.Open();
        for (var step = 0; step < 150; step++)
        {
            ledger.Now = ledger.Now.AddMilliseconds(random.Next(4) == 0 ? random.Next(0, 7_200_000) : random.Next(0, 20_000));
            RandomLedger.Step(ledger, random, random.Next(3));
        }

        return ledger;
    }

    private static void AssertRollup(FundState fund, IEnumerable<LedgerEntry> entries)
    {
        foreach (var rollup in fund.Rollups)
        {
            var own = entries.Where(entry => entry.FundId == fund.FundId && BalanceRollup.StartOf(entry.RecordedAt.ToUnixTimeMilliseconds(), rollup.IntervalMinutes) == rollup.StartUnixMs).ToArray();
            Assert.Equal(own[^1].BalanceAfter!.Value.Units, rollup.CloseUnits);
            Assert.Equal(own[0].Body is FundOpened ? own[0].BalanceAfter!.Value.Units : own[0].BalanceBefore!.Value.Units, rollup.OpenUnits);
            Assert.Equal(Math.Max(rollup.OpenUnits, own.Max(static entry => entry.BalanceAfter!.Value.Units)), rollup.HighUnits);
            Assert.Equal(Math.Min(rollup.OpenUnits, own.Min(static entry => entry.BalanceAfter!.Value.Units)), rollup.LowUnits);
            var flow = rollup.OpeningUnits + rollup.SurplusUnits - rollup.DrawUnits + rollup.FeeUnits + rollup.InjectionUnits - rollup.WithdrawalUnits + rollup.ReversalUnits;
            Assert.Equal(rollup.CloseUnits, own[0].Body is FundOpened ? flow : rollup.OpenUnits + flow);
            Assert.Equal(own.Count(static entry => entry.Body is LiquidationSettled), rollup.LiquidationCount);
            Assert.Equal(own[^1].Sequence, rollup.LastSequence);
            var draws = own.Select(static entry => (entry.Sequence, Units: (entry.Body as LiquidationSettled)?.Result.Draw.Units ?? 0)).Where(static draw => draw.Units > 0);
            Assert.Equal(
                draws.OrderByDescending(static draw => draw.Units).ThenBy(static draw => draw.Sequence).FirstOrDefault(),
                (rollup.LargestDrawSequence, rollup.LargestDrawUnits));
        }
    }

    // Statistics leave out both: what was taken back, and the taking back.
    private static void AssertStatistics(FundState fund, TestLedger ledger)
    {
        var standing = ledger.Entries
            .Where(entry => entry.FundId == fund.FundId && ledger.State.Rulebook.FindReversalOf(entry.Sequence) is null)
            .Select(static entry => entry.Body)
            .OfType<LiquidationSettled>()
            .Select(static settled => settled.Result)
            .ToArray();
        Assert.Equal(
            (standing.Length, standing.Count(static result => result.Draw.Units > 0), standing.Sum(static result => result.Draw.Units), standing.Sum(static result => result.Uncovered.Units)),
            (fund.LiquidationCount, fund.DrawCount, fund.DrawnUnits, fund.UncoveredUnits));
    }

    private static void AssertSame(FundState expected, FundState actual, DateTimeOffset now)
    {
        Assert.Equal(Figures(expected), Figures(actual));
        Assert.Equal(expected.Rollups, actual.Rollups);
        Assert.All([now, now.AddHours(3), now.AddHours(9)], at => Assert.Equal(expected.PeakAtTime(at), actual.PeakAtTime(at)));
    }

    private static object?[] Figures(FundState fund) =>
    [
        fund.Asset, fund.BalanceUnits, fund.FundSequence, fund.LastSequence, fund.LastRecordedAt, fund.LastReplayed, fund.PeakUnits, fund.PeakSequence, fund.PeakAt,
        fund.WithdrawnUnits, fund.AdlSinceSequence, fund.LastUncoveredAt, fund.LiquidationCount, fund.DrawCount, fund.DrawnUnits, fund.UncoveredUnits,
    ];

    // An entry without the numbers that tell its place among other funds' entries.
    private static string[] Contents(TestLedger ledger, string fundId) =>
    [
        .. ledger.Entries.Where(entry => entry.FundId == fundId).Select(static entry =>
        {
            var fields = JsonSerializer.Deserialize<JsonObject>(entry.ToBytes())!;
            foreach (var global in new[] { "sequence", "contractSequence", "policySequence", "rateSequence", "causeSequence", "peakSequence", "reversedSequence", "reversedLeafHash" })
            {
                fields.Remove(global);
            }

            return fields.ToJsonString();
        }),
    ];
}
