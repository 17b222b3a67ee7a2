using Portal.Storage.Database;
using Portal.Storage.Intake;
using Portal.Storage.Ledger;

namespace Portal.Storage.Tests.Intake;

public sealed class QuarantineStoreTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<SqlEngine> Engines => TestDatabase.Engines;

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task What_was_sent_is_kept_with_what_is_wrong_with_it(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var arrival = Make.Quarantined("a", "{\"margin\":\"-1\"}", QuarantineRow.Conflict);

        await AppendAsync(test, 0, arrival);

        var row = Assert.Single(await PageAsync(test));
        Assert.Equivalent(
            new QuarantineRow(
                1, arrival.Source, 0, arrival.ExternalId, QuarantineRow.Conflict, arrival.ProblemCode, arrival.ProblemField, arrival.ProblemDetail,
                arrival.PayloadHash, arrival.Payload, 1, Make.StartMs, Make.StartMs, 1, QuarantineRow.Open, null),
            row,
            strict: true);
        Assert.Equivalent(row, await new QuarantineStore(test.Database).ReadAsync(1, Cancellation), strict: true);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task The_same_payload_again_is_counted_and_another_one_is_a_row_of_its_own(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        await AppendAsync(test, 0, Make.Quarantined("a", "one"), Make.Quarantined("a", "one", seenAtMs: Make.StartMs + 5));
        await AppendAsync(test, 0, Make.Quarantined("a", "one", seenAtMs: Make.StartMs + 9) with { Times = 3, ProblemField = null });
        await AppendAsync(test, 0, Make.Quarantined("a", "two"), Make.Quarantined(string.Empty, "one"));

        var rows = await PageAsync(test);

        Assert.Equal([(3, 1), (2, 1), (1, 5)], rows.Select(row => (row.Id, row.Times)));
        Assert.Equal((Make.StartMs, Make.StartMs + 9), (rows[2].FirstSeenMs, rows[2].LastSeenMs));
        Assert.Null(rows[2].ProblemField);
        Assert.Empty(rows[0].ExternalId);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_correction_closes_all_that_is_open_under_the_id_and_nothing_else(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        await AppendAsync(test, 0, Make.Quarantined("a", "one"), Make.Quarantined("a", "two"), Make.Quarantined("b", "one"));

        await CloseAsync(test, 0, new QuarantineClosing(Make.Source, 0, Make.Id("a"), QuarantineRow.Corrected, BySequence: 1));

        Assert.Equal(
            [(QuarantineRow.Open, null), (QuarantineRow.Corrected, 1L), (QuarantineRow.Corrected, 1L)],
            (await PageAsync(test)).Select(row => (row.Status, row.ClosedBySequence)));
        var store = new QuarantineStore(test.Database);
        Assert.Empty(await store.ReadOpenAsync(Make.Source, 0, Make.Id("a"), Cancellation));
        Assert.Single(await store.ReadOpenAsync(Make.Source, 0, Make.Id("b"), Cancellation));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task One_payload_can_be_dismissed_alone_and_stays_so_when_it_comes_again(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        await AppendAsync(test, 0, Make.Quarantined("a", "one"), Make.Quarantined("a", "two"));

        await CloseAsync(test, 0, new QuarantineClosing(Make.Source, 0, Make.Id("a"), QuarantineRow.Dismissed, 1, Make.Hash("one")));
        await CloseAsync(test, 1, new QuarantineClosing(Make.Source, 0, Make.Id("a"), QuarantineRow.Corrected, 2, Make.Hash("one")));
        await AppendAsync(test, 2, Make.Quarantined("a", "one"));

        var rows = await PageAsync(test);
        Assert.Equal([QuarantineRow.Open, QuarantineRow.Dismissed], rows.Select(row => row.Status));
        Assert.Equal((2, 1), (rows[1].Times, rows[1].ClosedBySequence));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Pages_go_back_from_the_newest_by_status_and_source(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        await AppendAsync(test, 0, [.. Enumerable.Range(1, 5).Select(number => Make.Quarantined($"id-{number}"))]);
        await AppendAsync(test, 0, Make.Quarantined("id-6") with { Source = "other" });
        await CloseAsync(test, 0, new QuarantineClosing(Make.Source, 0, Make.Id("id-4"), QuarantineRow.Corrected, 1));
        var store = new QuarantineStore(test.Database);

        Assert.Equal([6, 5], Ids(await store.ReadPageAsync(null, null, null, 2, Cancellation)));
        Assert.Equal([4, 3], Ids(await store.ReadPageAsync(null, null, 5, 2, Cancellation)));
        Assert.Equal([5, 3, 2], Ids(await store.ReadPageAsync(QuarantineRow.Open, null, 6, 3, Cancellation)));
        Assert.Equal([5, 3], Ids(await store.ReadPageAsync(QuarantineRow.Open, Make.Source, null, 2, Cancellation)));
        Assert.Equal([4], Ids(await store.ReadPageAsync(QuarantineRow.Corrected, Make.Source, null, 2, Cancellation)));
        Assert.Equal(
            [new QuarantineCount(Make.Source, "corrected", 1), new QuarantineCount(Make.Source, "open", 4), new QuarantineCount("other", "open", 1)],
            await store.ReadCountsAsync(Cancellation));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task An_empty_quarantine_counts_nothing(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);

        Assert.Empty(await new QuarantineStore(test.Database).ReadCountsAsync(Cancellation));
    }

    private static IEnumerable<long> Ids(IEnumerable<QuarantineRow> rows) => rows.Select(row => row.Id);

    private static Task<IReadOnlyList<QuarantineRow>> PageAsync(TestDatabase test) =>
        new QuarantineStore(test.Database).ReadPageAsync(null, null, null, 10, Cancellation);

    private static async Task AppendAsync(TestDatabase test, long expected, params IReadOnlyList<QuarantineArrival> arrivals)
    {
        using var ledger = new LedgerStore(test.Database, new LedgerSignal(TimeProvider.System));
        Assert.Equal(AppendOutcome.Committed, await ledger.AppendAsync(
            new LedgerAppend { ExpectedSequence = expected, TreeEdge = [], Quarantined = arrivals }, Cancellation));
    }

    private static async Task CloseAsync(TestDatabase test, long expected, QuarantineClosing closing)
    {
        using var ledger = new LedgerStore(test.Database, new LedgerSignal(TimeProvider.System));
        Assert.Equal(AppendOutcome.Committed, await ledger.AppendAsync(
            Make.Liquidations(expected, 1) with { Closed = [closing] }, Cancellation));
    }
}
