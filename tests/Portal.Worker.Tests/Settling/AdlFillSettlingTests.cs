using Portal.Settlement.Amounts;
using Portal.Settlement.Contracts;
using Portal.Settlement.Deleveraging;
using Portal.Settlement.Ledger;
using Portal.Settlement.Liquidations;
using Portal.Storage.Intake;
using Portal.Worker.Intake;
using Portal.Worker.Settling;

namespace Portal.Worker.Tests.Settling;

/// <summary>What ADL closed goes the way of every record: once, in order, over restarts, refused with its field.</summary>
public sealed class AdlFillSettlingTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 60_000)]
    public async Task Fills_come_with_their_liquidation_or_later_and_never_recover_more_than_it_lost()
    {
        await using var portal = await TestSettlement.StartAsync(_folder.Path);
        await portal.OpenFundAsync("usdt", "10");

        var first = await portal.SettleAsync(Loss("L-1"), Fill("A-1", "L-1", "1"), Fill("A-2", "L-1", "2"));
        var second = await portal.SettleAsync(Fill("A-3", "L-1", "3"));

        Assert.All(first.Concat(second), static result => Assert.Equal(RecordStatus.Settled, result.Status));
        var fills = (await portal.ReadLedgerAsync()).Select(static entry => entry.Body).OfType<AdlFilled>().ToArray();
        Assert.Equal(
            [("10.00000000", "30.00000000", "0.00000000"), ("20.00000000", "10.00000000", "0.00000000"), ("10.00000000", "0.00000000", "20.00000000")],
            fills.Select(static fill => (fill.Recovery.Recovered.ToString(), fill.Recovery.Outstanding.ToString(), fill.Recovery.Excess.ToString())));
        var loss = await portal.Losses.ReadAsync(first[0].Sequence!.Value, Cancellation);
        Assert.Equal((40_00000000L, 40_00000000L, 3L), (loss!.UncoveredUnits, loss.RecoveredUnits, loss.FillCount));
        var one = Assert.Single(await portal.AdlEvents.ReadPageAsync("usdt", null, 10, Cancellation));
        Assert.Equal((first[0].Sequence!.Value + 1, 40_00000000L, 40_00000000L, 1L, 0L), (one.StartSequence, one.UncoveredUnits, one.RecoveredUnits, one.LossCount, one.LowestUnits));
        await portal.AssertLedgerHoldsAsync();
    }

    [Fact(Timeout = 60_000)]
    public async Task The_same_fill_again_is_a_duplicate_also_after_a_restart_and_another_one_under_its_id_a_conflict()
    {
        await using (var portal = await TestSettlement.StartAsync(_folder.Path))
        {
            await portal.OpenFundAsync("usdt", "10");
            await portal.SettleAsync(Loss("L-1"), Fill("A-1", "L-1", "1"));
            await portal.StopWorkerAsync();
        }

        await using var again = await TestSettlement.StartAsync(_folder.Path);
        var results = await again.SettleAsync(Fill("A-1", "L-1", "1"), Fill("A-1", "L-1", "2"), Fill("A-2", "L-1", "1"), Fill("A-2", "L-1", "1"));

        Assert.Equal([RecordStatus.Duplicate, RecordStatus.Conflict, RecordStatus.Settled, RecordStatus.Duplicate], results.Select(static result => result.Status));
        Assert.Equal(2, (await again.ReadLedgerAsync()).Count(static entry => entry.Body is AdlFilled));
        var kept = Assert.Single(await again.Quarantine.ReadOpenAsync("engine", (long)RecordKind.AdlFill, "A-1"u8.ToArray(), Cancellation));
        Assert.Equal(QuarantineRow.Conflict, kept.Reason);
        await again.AssertLedgerHoldsAsync();
    }

    [Fact(Timeout = 60_000)]
    public async Task A_fill_of_a_liquidation_that_is_not_known_or_left_nothing_is_refused_and_one_that_puts_it_right_names_it()
    {
        await using var portal = await TestSettlement.StartAsync(_folder.Path);
        await portal.OpenFundAsync("usdt", "60");
        await portal.SettleAsync(Loss("covered"));

        var results = await portal.SettleAsync(Fill("A-1", "nobody", "1"), Fill("A-2", "covered", "1"));
        await portal.SettleAsync(Loss("L-1"));
        var corrected = await portal.SettleAsync(RecordReader.Seal(Fill("A-3", "L-1", "1").AdlFill! with { Corrects = "A-1" }, [], "engine", TestSettlement.Master));

        Assert.Equal(
            [("unknown-liquidation", "liquidationExternalId"), ("nothing-uncovered", "liquidationExternalId")],
            results.Select(static result => (result.Problem!.Code, result.Problem.Field)));
        var entry = (await portal.ReadLedgerAsync()).Single(entry => entry.Sequence == corrected[0].Sequence);
        Assert.Single(Assert.IsType<AdlFilled>(entry.Body).CorrectedPayloads);
        await portal.AssertLedgerHoldsAsync();
    }

    [Fact(Timeout = 60_000)]
    public async Task A_liquidation_that_is_taken_back_leaves_its_event_and_takes_no_fill_any_more()
    {
        await using var portal = await TestSettlement.StartAsync(_folder.Path);
        await portal.OpenFundAsync("usdt", "10");
        var settled = await portal.SettleAsync(Loss("L-1"), Fill("A-1", "L-1", "1"), Loss("L-2"));
        var bytes = (await portal.Ledger.ReadEntryAsync(settled[0].Sequence!.Value, Cancellation))!.Bytes;
        await portal.DecideAsync(state => ReversalDecisions.Reverse(state, new EntryReversed(settled[0].Sequence!.Value, "A test.", "anna"), bytes, DateTimeOffset.UtcNow));

        var refused = await portal.SettleAsync(Fill("A-2", "L-1", "1"));

        Assert.Equal("reversed-already", refused[0].Problem?.Code);
        var one = Assert.Single(await portal.AdlEvents.ReadPageAsync(null, null, 10, Cancellation));
        Assert.Equal((50_00000000L, 0L, 1L), (one.UncoveredUnits, one.RecoveredUnits, one.LossCount));
        Assert.Equal([0L, 1L], (await portal.Losses.ReadPageAsync(one.StartSequence, null, 10, Cancellation)).Select(static loss => loss.Reversed));
        await portal.AssertLedgerHoldsAsync();
    }

    // 5 contracts, bankrupt at 100 and filled at 90: 50 lost beyond the margin.
    internal static IntakeRecord Loss(string id) => TestSettlement.Seal(new Liquidation
    {
        ExternalId = id,
        Symbol = "BTCUSDT",
        OccurredAt = DateTimeOffset.UtcNow,
        AssetCode = "USDT",
        Side = PositionSide.Long,
        Form = new LiquidationForm.Bankruptcy(QuantityOf("5"), PriceOf("100"), PriceOf("90"), null, null),
    });

    internal static IntakeRecord Fill(string id, string liquidation, string quantity) => RecordReader.Seal(
        new AdlFillReport
        {
            ExternalId = id,
            LiquidationExternalId = liquidation,
            Quantity = QuantityOf(quantity),
            Price = PriceOf("100"),
            OccurredAt = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
        },
        [],
        "engine",
        TestSettlement.Master);

    private static Quantity QuantityOf(string text) => Quantity.From(TestSettlement.Number(text), "quantity").Value;

    private static Price PriceOf(string text) => Price.From(TestSettlement.Number(text), "price").Value;
}
