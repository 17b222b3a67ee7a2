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
                arrival.PayloadHash, arrival.Payload, 1, Make.StartMs, Make.StartMs, 1, QuarantineRow.Open, null, null, arrival.Payload.Length),
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

        async Task<IEnumerable<long>> PageAsync(QuarantineFilter filter, long? before, int limit) => Ids(await store.ReadPageAsync(filter, before, limit, Cancellation));

        Assert.Equal([6, 5], await PageAsync(new(), null, 2));
        Assert.Equal([4, 3], await PageAsync(new(), 5, 2));
        Assert.Equal([5, 3, 2], await PageAsync(new() { Status = QuarantineRow.Open }, 6, 3));
        Assert.Equal([5, 3], await PageAsync(new() { Status = QuarantineRow.Open, Source = Make.Source }, null, 2));
        Assert.Equal([4], await PageAsync(new() { Status = QuarantineRow.Corrected, Source = Make.Source }, null, 2));
        Assert.Equal([6], await PageAsync(new() { Source = "other" }, null, 2));
        Assert.Equal([3], await PageAsync(new() { ExternalId = Make.Id("id-3") }, null, 2));
        Assert.Empty(await PageAsync(new() { ExternalId = Make.Id("id-3"), Source = "other" }, null, 2));
        Assert.Empty(await PageAsync(new() { ExternalId = Make.Id("id") }, null, 2));
        Assert.Equal([6, 5], await PageAsync(new() { ProblemCode = "negative-margin" }, null, 2));
        Assert.Equal([4], await PageAsync(new() { ProblemCode = "negative-margin", Status = QuarantineRow.Corrected }, null, 2));
        Assert.Empty(await PageAsync(new() { ProblemCode = "conflict" }, null, 2));
        Assert.Equal([5, 4], await PageAsync(new() { Kind = 0 }, 6, 2));
        Assert.Empty(await PageAsync(new() { Kind = 1 }, null, 2));
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

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_page_looks_at_a_bounded_number_of_rows_and_says_how_far_it_came(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        await AppendAsync(test, 0, Make.Quarantined("first") with { Source = "other" });
        await AppendAsync(test, 0, [.. Enumerable.Range(1, QuarantineStore.ExaminedMax).Select(number => Make.Quarantined($"id-{number}"))]);
        var store = new QuarantineStore(test.Database);

        var page = await store.ReadPageAsync(new QuarantineFilter { Source = "other" }, null, 10, Cancellation);
        Assert.Empty(page.Rows);
        Assert.Equal((2L, 2L), (page.SearchedBackTo, page.Next));

        var rest = await store.ReadPageAsync(new QuarantineFilter { Source = "other" }, page.Next, 10, Cancellation);
        Assert.Equal([1], Ids(rest));
        Assert.Equal((1L, null), (rest.SearchedBackTo, rest.Next));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Old_payloads_are_deleted_and_their_hashes_and_lengths_stay(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        await AppendAsync(test, 0, Make.Quarantined("a", "old"), Make.Quarantined("b", "closed"), Make.Quarantined("c", "new", seenAtMs: Make.StartMs + 10));
        await CloseAsync(test, 0, new QuarantineClosing(Make.Source, 0, Make.Id("b"), QuarantineRow.Dismissed, 1, Make.Hash("closed")));
        var store = new QuarantineStore(test.Database);
        var now = DateTimeOffset.FromUnixTimeMilliseconds(Make.StartMs + 99);

        Assert.Equal(0, await store.DeletePayloadsAsync(At(Make.StartMs), now, Cancellation));
        Assert.Equal(2, await store.DeletePayloadsAsync(At(Make.StartMs + 10), now, Cancellation));
        Assert.Equal(0, await store.DeletePayloadsAsync(At(Make.StartMs + 10), now, Cancellation));

        var rows = await PageAsync(test);
        Assert.Equal([("new", null, 3L), (string.Empty, Make.StartMs + 99, 6L), (string.Empty, Make.StartMs + 99, 3L)], rows.Select(Kept));
        Assert.Equal([Make.Hash("new"), Make.Hash("closed"), Make.Hash("old")], rows.Select(row => row.PayloadHash));

        static (string Payload, long? DeletedAtMs, long Bytes) Kept(QuarantineRow row) => (System.Text.Encoding.UTF8.GetString(row.Payload), row.PayloadDeletedAtMs, row.PayloadBytes);
        static DateTimeOffset At(long unixMs) => DateTimeOffset.FromUnixTimeMilliseconds(unixMs);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_payload_that_comes_again_is_kept_again_where_its_record_is_open(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        await AppendAsync(test, 0, Make.Quarantined("a", "open"), Make.Quarantined("b", "closed"));
        await CloseAsync(test, 0, new QuarantineClosing(Make.Source, 0, Make.Id("b"), QuarantineRow.Dismissed, 1, Make.Hash("closed")));
        var later = DateTimeOffset.FromUnixTimeMilliseconds(Make.StartMs + 1);
        Assert.Equal(2, await new QuarantineStore(test.Database).DeletePayloadsAsync(later, later, Cancellation));

        await AppendAsync(test, 1, Make.Quarantined("a", "open", seenAtMs: Make.StartMs + 5), Make.Quarantined("b", "closed", seenAtMs: Make.StartMs + 5));

        Assert.Equal([(0, false), (4, true)], (await PageAsync(test)).Select(row => (row.Payload.Length, row.PayloadDeletedAtMs is null)));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task One_statement_deletes_a_bounded_number_of_payloads_the_oldest_first(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        await AppendAsync(test, 0, [.. Enumerable.Range(1, QuarantineStore.DeletedMax + 2).Select(number => Make.Quarantined($"id-{number}", seenAtMs: Make.StartMs - number))]);
        var store = new QuarantineStore(test.Database);
        var now = DateTimeOffset.FromUnixTimeMilliseconds(Make.StartMs);

        Assert.Equal(QuarantineStore.DeletedMax, await store.DeletePayloadsAsync(now, now, Cancellation));

        Assert.Null((await store.ReadAsync(1, Cancellation))!.PayloadDeletedAtMs);
        Assert.NotNull((await store.ReadAsync(QuarantineStore.DeletedMax, Cancellation))!.PayloadDeletedAtMs);
        Assert.Equal(2, await store.DeletePayloadsAsync(now, now, Cancellation));
    }

    private static IEnumerable<long> Ids(QuarantinePage page) => page.Rows.Select(row => row.Id);

    private static async Task<IReadOnlyList<QuarantineRow>> PageAsync(TestDatabase test) =>
        (await new QuarantineStore(test.Database).ReadPageAsync(new QuarantineFilter(), null, 10, Cancellation)).Rows;

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
