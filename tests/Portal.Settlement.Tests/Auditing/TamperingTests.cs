using System.Globalization;
using System.Text.Json.Nodes;
using Portal.Settlement.Auditing;
using Portal.Settlement.Ledger;
using Portal.Settlement.Liquidations;
using Portal.Settlement.Tests.Ledger;

namespace Portal.Settlement.Tests.Auditing;

/// <summary>Each thing that an operator could write wrongly is found: at its entry, and by the name of the field.</summary>
public sealed class TamperingTests
{
    private static readonly TestLedger Honest = AuditedLedger.Live(11);

    private static readonly List<byte[]> HonestBytes = AuditedLedger.Bytes(Honest);

    /// <summary>Which entry is changed, the field that is written otherwise, and the field that gives it away.</summary>
    public static TheoryData<string, string, string, string> Fields { get; } = new()
    {
        { "draw", "draw", "+1", "draw" },
        { "draw", "deficit", "+1", "deficit" },
        { "draw", "residual", "+1", "residual" },
        { "draw", "totalLoss", "+1", "residual" },
        { "draw", "margin", "+1", "residual" },
        { "draw", "uncovered", "+1", "uncovered" },
        { "draw", "drawForFees", "+1", "drawForFees" },
        { "position", "grossLoss", "+1", "grossLoss" },
        { "position", "totalLoss", "+1", "totalLoss" },
        { "position", "fillNotional", "+1", "fillNotional" },
        { "position", "quantity", "\"1.987\"", "grossLoss" },
        { "position", "entryPrice", "\"61000\"", "grossLoss" },
        { "position", "fillPrice", "\"62000\"", "grossLoss" },
        { "position", "fees", "\"7.77000000\"", "totalLoss" },
        { "position", "positionSide", "other", "grossLoss" },
        { "bankruptcy", "bankruptcyPrice", "\"61000\"", "residual" },
        { "private", "bankruptcyPrice", "\"301\"", "residual" },
        { "private", "contractSequence", "absent", "contractSequence" },
        { "inverse", "contractSequence", "+1", "contractSequence" },
        { "inverse", "contractSequence", "absent", "contractSequence" },
        { "unlisted", "contractSequence", "2", "contractSequence" },
        { "capped", "policySequence", "+1", "policySequence" },
        { "capped", "cap", "+1", "cap" },
        { "capped", "cap", "absent", "cap" },
        { "capped", "surplus", "+1", "surplus" },
        { "capped", "toTrader", "+1", "toTrader" },
        { "uncapped", "surplus", "-1", "surplus" },
        { "uncapped", "symbol", "\"OTHER\"", "contractSequence" },
        { "fee", "amount", "\"1999.000000\"", "allocated" },
        { "fee", "allocated", "+1", "allocated" },
        { "fee", "allocated", "-1", "allocated" },
        { "fee", "sharePpm", "+1", "sharePpm" },
        { "fee", "rateSequence", "+1", "rateSequence" },
        { "fee", "rateSequence", "absent", "rateSequence" },
        { "fee", "periodStart", "\"2025-01-01T00:00:00.000Z\"", "rateSequence" },
        { "unrated fee", "rateSequence", "5", "rateSequence" },
        { "injection", "amount", "+1", "balanceAfter" },
        { "injection", "amount", "\"0.000000\"", "amount" },
        { "withdrawal", "amount", "-1", "balanceAfter" },
        { "adl start", "drawdownPpm", "+1", "drawdownPpm" },
        { "adl start", "peak", "+1", "peak" },
        { "adl start", "peakSequence", "-1", "peakSequence" },
        { "adl start", "state", "\"inactive\"", "state" },
        { "adl start", "cause", "\"recovered\"", "cause" },
        { "adl start", "causeSequence", "-1", "causeSequence" },
        { "adl start", "causeSequence", "absent", "causeSequence" },
        { "adl start", "adlStartPpm", "+1", "adlStartPpm" },
        { "adl by time", "state", "\"active\"", "state" },
        { "adl by time", "causeSequence", "5", "causeSequence" },
        { "adl by time", "peak", "-1", "peak" },
        { "draw", "balanceBefore", "+1", "balanceBefore" },
        { "draw", "balanceAfter", "+1", "balanceAfter" },
        { "draw", "fundSequence", "+1", "fundSequence" },
        { "draw", "sequence", "+1", "sequence" },
        { "draw", "recordedAt", "\"2020-01-01T00:00:00.000Z\"", "occurredAt" },
        { "draw", "recordedAt", "\"1999-12-31T23:59:59.999Z\"", "recordedAt" },
        { "replayed", "recordedAt", "\"2030-01-01T00:00:00.000Z\"", "recordedAt" },
        { "draw", "fund", "\"nobody\"", "fund" },
        { "draw", "fund", "\"btc\"", "asset" },
        { "rate", "effectiveAt", "\"2026-01-01T00:00:00.000Z\"", "effective" },
        { "contract", "settleAsset", "\"USDT\"", "settle" },
        { "policy", "floor", "\"-1.000000\"", "floor" },
        { "policy", "adlStartPpm", "1", "" },
        { "policy", "symbols", "[\"XBTUSD\"]", "symbols" },
        { "opening", "amount", "+1", "balanceAfter" },
    };

    [Theory]
    [MemberData(nameof(Fields))]
    public void One_field_written_otherwise_is_found_at_its_entry(string which, string field, string change, string named)
    {
        var entry = Entry(which);

        var finding = AuditedLedger.Find(AuditedLedger.With(HonestBytes, entry.Sequence, fields => Change(fields, field, change)));

        Assert.NotNull(finding);
        Assert.Equal((entry.Sequence, named), (finding.Sequence, finding.Field ?? string.Empty));
        Assert.Contains($"Entry {entry.Sequence}: ", finding.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Expected_and_found_are_told()
    {
        var ledger = new TestLedger();
        ledger.Open("usdt", "USDT", "100", floor: "98", scale: 2);
        ledger.Settled(TestLedger.Totals("5", "9"), "USDT");

        var finding = AuditedLedger.Find(AuditedLedger.With(AuditedLedger.Bytes(ledger), 3, static fields =>
        {
            // All in itself right, but the floor is not kept.
            fields["draw"] = "4.00";
            fields["uncovered"] = "0.00";
            fields["balanceAfter"] = "96.00";
        }));

        Assert.Equal("Entry 3: draw is \"4.00\", but by the rules it is \"2.00\".", finding?.ToString());
        Assert.Equal(("draw", "\"2.00\"", "\"4.00\""), (finding!.Field, finding.Expected, finding.Found));
    }

    [Fact]
    public void A_deleted_entry_is_found()
    {
        foreach (var sequence in new[] { 1, 2, 5, 100, HonestBytes.Count - 1 })
        {
            var finding = AuditedLedger.Find([.. HonestBytes.Take(sequence - 1), .. HonestBytes.Skip(sequence)]);

            Assert.Equal((sequence, "sequence"), (finding!.Sequence, finding.Field));
            Assert.Contains($"says that it is entry {sequence + 1}", finding.Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Two_swapped_entries_are_found()
    {
        List<byte[]> swapped = [.. HonestBytes];
        (swapped[49], swapped[50]) = (swapped[50], swapped[49]);

        Assert.Equal((50L, "sequence"), AuditedLedger.Find(swapped) is { } finding ? (finding.Sequence, finding.Field) : default);
    }

    [Fact]
    public void A_deleted_entry_is_found_though_all_behind_it_are_numbered_anew()
    {
        var draw = Entry("draw");
        var next = Honest.Entries.First(entry => entry.Sequence > draw.Sequence && entry.FundId == draw.FundId);

        var finding = AuditedLedger.Find(Without(draw));

        Assert.Equal((next.Sequence - 1, "balanceBefore"), (finding!.Sequence, finding.Field));
    }

    [Fact]
    public void A_missing_start_of_ADL_is_found_though_all_behind_it_are_numbered_anew()
    {
        var start = Entry("adl start");

        var finding = AuditedLedger.Find(Without(start));

        Assert.Equal((start.Sequence, "kind"), (finding!.Sequence, finding.Field));
        Assert.Contains("ADL starts here", finding.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_start_of_ADL_that_is_missing_at_the_end_is_found()
    {
        var start = Entry("adl start");
        var audit = AuditedLedger.Audit(HonestBytes.Take((int)start.Sequence - 1));

        Assert.Null(audit.Finding);
        Assert.Equal(start.Sequence, audit.FindMissing()?.Sequence);
        AuditedLedger.Take(audit, HonestBytes.Skip((int)start.Sequence - 1), HonestBytes.Take((int)start.Sequence - 1));
        Assert.Null(audit.FindMissing());
    }

    [Fact]
    public void ADL_judged_by_the_wall_clock_in_a_fund_that_lives_by_a_recording_is_found()
    {
        var ledger = new TestLedger();
        ledger.Open("usdt", "USDT", "100");
        ledger.Settled(TestLedger.Totals("0", "101"), "USDT");
        ledger.Inject("usdt", "100");
        ledger.Now = ledger.Now.AddMinutes(20);
        var change = AdlJudgement.AtTime(ledger.State.Fork(), ledger.Fund("usdt"), ledger.Now);
        ledger.IsReplay = true;
        ledger.Now = ledger.Now.AddMinutes(-15);
        ledger.Settled(TestLedger.Totals("1", "1"), "USDT");
        var bytes = AuditedLedger.Bytes(ledger);
        var late = change! with { Sequence = bytes.Count + 1, FundSequence = ledger.Fund("usdt").FundSequence + 1 };

        Assert.Equal((bytes.Count + 1, "state"), AuditedLedger.Find([.. bytes, late.ToBytes()]) is { } finding ? (finding.Sequence, finding.Field) : default);
    }

    private static List<byte[]> Without(LedgerEntry missing)
    {
        var kept = Honest.Entries.Where(entry => entry != missing).Select(entry => entry with
        {
            Sequence = entry.Sequence > missing.Sequence ? entry.Sequence - 1 : entry.Sequence,
            FundSequence = entry.FundId == missing.FundId && entry.FundSequence > missing.FundSequence ? entry.FundSequence - 1 : entry.FundSequence,
        });
        return [.. kept.Select(static entry => entry.ToBytes())];
    }

    private static LedgerEntry Entry(string which) => Honest.Entries.Skip(60).Concat(Honest.Entries).First(entry => entry.Body switch
    {
        LiquidationSettled { Result: var result } settled => which switch
        {
            "draw" => result.Draw.Units > 1 && settled is { Form: LiquidationForm.Totals, Symbol: "BTCUSDC" } && !entry.Replayed,
            "position" => settled is { Form: LiquidationForm.Position, Symbol: "BTCUSDC" },
            "bankruptcy" => settled is { Form: LiquidationForm.Bankruptcy, Symbol: "BTCUSDC" },
            "private" => settled.Symbol == "SECRET",
            "inverse" => settled.Symbol == "XBTUSD",
            "unlisted" => settled.Symbol == "BTCUSDT",
            "capped" => result.ToTrader.Units > 0,
            "uncapped" => settled.Symbol == "XBTUSD" && result.Surplus.Units > 1,
            "replayed" => entry.Replayed,
            _ => false,
        },
        FeeAllocated fee => which == "fee" ? fee is { Allocated.Units: > 10, FeeKind: null, Market: null, Amount.Asset.Scale: 6 } : which == "unrated fee" && fee.RateSequence is null,
        AdlChanged { CauseSequence: null } => which == "adl by time",
        AdlChanged { Active: true, DrawdownPpm: > -1_000_000 and < 0 } => which == "adl start",
        Injected => which == "injection" && entry.FundId == "usdt",
        PolicyChanged => which == "policy" && entry.FundId == "usdt",
        ContractListed => which == "contract" && entry.FundId == "btc",
        var body => body.Kind == which,
    });

    private static void Change(JsonObject fields, string field, string change)
    {
        if (change == "absent")
        {
            Assert.True(fields.Remove(field));
        }
        else if (change == "other")
        {
            fields[field] = fields[field]!.GetValue<string>() == "long" ? "short" : "long";
        }
        else if (change is "+1" or "-1")
        {
            var number = change == "+1" ? 1 : -1;
            fields[field] = fields[field]!.GetValueKind() is System.Text.Json.JsonValueKind.Number
                ? fields[field]!.GetValue<long>() + number
                : Moved(fields[field]!.GetValue<string>(), number);
        }
        else
        {
            fields[field] = JsonNode.Parse(change);
        }
    }

    private static string Moved(string amount, int units)
    {
        var scale = amount.Length - amount.IndexOf('.', StringComparison.Ordinal) - 1;
        var unit = 1m;
        for (var place = 0; place < scale; place++)
        {
            unit /= 10;
        }

        return (decimal.Parse(amount, CultureInfo.InvariantCulture) + (units * unit)).ToString($"F{scale}", CultureInfo.InvariantCulture);
    }
}
