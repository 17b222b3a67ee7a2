using Portal.Storage.Database;
using Portal.Storage.Deleveraging;
using Portal.Storage.Intake;
using Portal.Storage.Ledger;

namespace Portal.Storage.Tests.Deleveraging;

/// <summary>Events, losses and fills are written with their entries; queues and proposals beside them.</summary>
public sealed class AdlStoresTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<SqlEngine> Engines => TestDatabase.Engines;

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_fill_adds_to_its_loss_and_to_its_event_and_never_beyond_the_loss(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        using var ledger = await StartAsync(test);
        await ledger.AppendAsync(Fills(2, Fill(3, 1, "A-1", 30), Fill(4, 1, "A-2", 15)), Cancellation);

        var (events, losses) = (new AdlEventStore(test.Database), new AdlLossStore(test.Database));
        var one = await events.ReadAsync(2, Cancellation);
        Assert.Equal((50, 45, 1, -3, (long?)null), (one!.UncoveredUnits, one.RecoveredUnits, one.LossCount, one.LowestUnits, one.EndSequence));
        var loss = Assert.Single(await losses.ReadPageAsync(2, null, 10, Cancellation));
        Assert.Equal((50, 45, 2), (loss.UncoveredUnits, loss.RecoveredUnits, loss.FillCount));
        Assert.Equal([4L], (await losses.ReadFillsAsync(1, 3, 10, Cancellation)).Select(static fill => fill.Sequence));
        Assert.Equal([(1L, 45L)], (await losses.FindRecoveredAsync([1, 2, 99], Cancellation)).Select(static found => (found.Sequence, found.RecoveredUnits)));
        var settled = await new SettledRecordStore(test.Database).FindAsync(Make.Source, SettledRecordStore.AdlFillKind, [Make.Id("A-2"), Make.Id("A-3")], Cancellation);
        Assert.Equal(4, Assert.Single(settled).Sequence);
        await Assert.ThrowsAnyAsync<Exception>(() => ledger.AppendAsync(Fills(4, Fill(5, 1, "A-3", 6)), Cancellation));
        await Assert.ThrowsAnyAsync<Exception>(() => ledger.AppendAsync(Fills(4, Fill(5, 1, "A-1", 1)), Cancellation));
        Assert.Equal(45, (await losses.ReadAsync(1, Cancellation))!.RecoveredUnits);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task An_event_ends_and_leaves_out_what_was_taken_back(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        using var ledger = await StartAsync(test);
        await ledger.AppendAsync(Fills(2, Fill(3, 1, "A-1", 30)), Cancellation);

        await ledger.AppendAsync(
            Fills(3) with
            {
                Entries = [Make.Entry(4), Make.Entry(5)],
                Adl = new AdlChanges { Changed = [new AdlEventChange(2, 5, 7, 0, 1, -9)], TakenBack = [new ReversalRow(4, 1)] },
            },
            Cancellation);

        var one = Assert.Single(await new AdlEventStore(test.Database).ReadPageAsync(Make.Fund, null, 10, Cancellation));
        Assert.Equal((7, 0, 1, -9, (long?)5), (one.UncoveredUnits, one.RecoveredUnits, one.LossCount, one.LowestUnits, one.EndSequence));
        Assert.Equal(1, (await new AdlLossStore(test.Database).ReadAsync(1, Cancellation))!.Reversed);
        Assert.Empty(await new AdlEventStore(test.Database).ReadPageAsync(null, before: 2, 10, Cancellation));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_queue_is_replaced_by_a_newer_one_alone_and_begins_at_its_head_again(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        using var ledger = await StartAsync(test);
        var (queues, proposals) = (new AdlQueueStore(test.Database), new AdlProposalStore(test.Database));

        Assert.Equal(SnapshotOutcome.Taken, await queues.ReplaceAsync(Queue("P-1", 10), "1 2\n", "3 4\n", Cancellation));
        Assert.Equal(SnapshotOutcome.Duplicate, await queues.ReplaceAsync(Queue("P-1", 10), "1 2\n", "3 4\n", Cancellation));
        Assert.Equal(SnapshotOutcome.Stale, await queues.ReplaceAsync(Queue("P-2", 9), "9 9\n", "9 9\n", Cancellation));
        var proposal = new AdlProposalRow(1, "proposed", "1", "100", "90", 10, 1, "0", 11);
        Assert.False(await proposals.WriteAsync(7, 0, 1, [proposal], [], [], Cancellation));
        Assert.True(await proposals.WriteAsync(0, 0, 1, [proposal], [new AdlProposedCloseRow(1, 1, "1", 20, "2")], [new QueueTaken("BTCUSDT", 10, "0", "1")], Cancellation));
        Assert.False(await proposals.WriteAsync(0, 0, 1, [proposal], [], [], Cancellation));
        Assert.Equal(("0", "1"), await ProposedAsync(queues));
        Assert.Equal(SnapshotOutcome.Taken, await queues.ReplaceAsync(Queue("P-3", 11), "5 6\n", "7 8\n", Cancellation));
        Assert.Equal(("0", "0"), await ProposedAsync(queues));

        Assert.Equal((1L, 20L, "2"), Assert.Single(await proposals.ReadClosesAsync(1, Cancellation)) is var close ? (close.Place, close.QuintilePercent, close.Score) : default);
        Assert.Equal("proposed", (await new AdlLossStore(test.Database).ReadAsync(1, Cancellation))!.ProposalState);
        Assert.Equal(["BTCUSDT"], (await queues.ReadPageAsync(Make.Fund, string.Empty, 10, Cancellation)).Select(static row => row.Symbol));
        Assert.Empty(await queues.ReadPageAsync(null, "BTCUSDT", 10, Cancellation));
    }

    private static async Task<(string Longs, string Shorts)> ProposedAsync(AdlQueueStore queues) =>
        await queues.ReadPlacesAsync("BTCUSDT", Cancellation) is { } row ? (row.LongProposed, row.ShortProposed) : default;

    private static AdlQueueRow Queue(string id, long takenAt) => new(
        "BTCUSDT", Make.Fund, Make.Source, Make.Id(id), Make.Hash(id), takenAt, takenAt, "90", "20 0 0 - -\n", "20 0 0 - -\n", "0", "0");

    // A liquidation that leaves 50 uncovered, as entry 1, and the start of ADL, as entry 2.
    private static async Task<LedgerStore> StartAsync(TestDatabase test)
    {
        var ledger = new LedgerStore(test.Database, new LedgerSignal(TimeProvider.System));
        var append = Make.Append(0, Make.Liquidation(1, outcome: 3) with { UncoveredUnits = 50 });
        append = append with
        {
            Entries = [.. append.Entries, Make.Entry(2, decision: true)],
            Adl = new AdlChanges
            {
                Started = [new AdlEventRow(2, Make.Fund, null, 0, 0, 0, -3)],
                Changed = [new AdlEventChange(2, null, 50, 0, 1, 0)],
                Losses = [new AdlLossRow(1, 2, 50, 0, 0, 0)],
            },
        };
        Assert.Equal(AppendOutcome.Committed, await ledger.AppendAsync(append, Cancellation));
        return ledger;
    }

    private static LedgerAppend Fills(long expected, params IReadOnlyList<AdlFillRow> rows) => new()
    {
        ExpectedSequence = expected,
        TreeEdge = [],
        Entries = [.. rows.Select(static row => Make.Entry(row.Sequence))],
        AdlFills = rows,
    };

    private static AdlFillRow Fill(long sequence, long liquidation, string id, long recovered) =>
        new(sequence, liquidation, Make.Source, Make.Id(id), Make.Hash(id), "1", "100", recovered, 0, Make.StartMs, Make.StartMs);
}
