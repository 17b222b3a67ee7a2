using Portal.Settlement;
using Portal.Storage.Database;
using Portal.Storage.Funds;
using Portal.Storage.Ledger;
using Portal.Storage.Rollups;

namespace Portal.Storage.Tests.Ledger;

public sealed class LedgerStoreTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<SqlEngine> Engines => TestDatabase.Engines;

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task What_is_appended_can_be_read_back_as_it_was(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        using var ledger = Open(test.Database);
        LedgerEntryRow[] entries = [Make.Entry(1, fund: null, decision: true), Make.Entry(2, fundSequence: 1), Make.Entry(3, "coin", fundSequence: 1)];

        var outcome = await ledger.AppendAsync(
            new LedgerAppend { ExpectedSequence = 0, TreeEdge = [1, 2, 3], Entries = entries }, Cancellation);

        Assert.Equal(AppendOutcome.Committed, outcome);
        Assert.Equivalent(entries, await ledger.ReadEntriesAsync(0, 10, Cancellation), strict: true);
        Assert.Equivalent(entries[2], await ledger.ReadEntryAsync(3, Cancellation), strict: true);
        var head = await ledger.ReadHeadAsync(Cancellation);
        Assert.Equal(3, head.Sequence);
        Assert.Equal([1, 2, 3], head.TreeEdge);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Entries_are_read_by_sequence_by_fund_and_by_being_decisions(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        using var ledger = Open(test.Database);
        LedgerEntryRow[] entries =
        [
            Make.Entry(1, fund: null, decision: true), Make.Entry(2, fundSequence: 1), Make.Entry(3, "coin", fundSequence: 1),
            Make.Entry(4, fundSequence: 2, decision: true) with { Kind = "adl" }, Make.Entry(5, fundSequence: 3), Make.Entry(6, fund: null, decision: true),
        ];
        await ledger.AppendAsync(new LedgerAppend { ExpectedSequence = 0, TreeEdge = [], Entries = entries }, Cancellation);

        Assert.Equal([3, 4], Sequences(await ledger.ReadEntriesAsync(2, 2, Cancellation)));
        Assert.Empty(await ledger.ReadEntriesAsync(6, 2, Cancellation));
        Assert.Equal([4, 5], Sequences(await ledger.ReadFundEntriesAsync(Make.Fund, 1, 10, Cancellation)));
        Assert.Equal([2], Sequences(await ledger.ReadFundEntriesAsync(Make.Fund, 0, 1, Cancellation)));
        Assert.Empty(await ledger.ReadFundEntriesAsync("USDT", 0, 10, Cancellation));
        Assert.Equal([1, 4, 6], Sequences(await ledger.ReadDecisionsAsync(0, 10, Cancellation)));
        Assert.Equal([6], Sequences(await ledger.ReadDecisionsAsync(4, 10, Cancellation)));
        Assert.Equal([1, 6], Sequences(await ledger.ReadRulesAsync(0, 10, Cancellation)));
        Assert.Equal([entries[4].LeafHash, entries[5].LeafHash], await ledger.ReadLeafHashesAsync(4, 10, Cancellation));
        Assert.Null(await ledger.ReadEntryAsync(7, Cancellation));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Everything_of_an_append_is_stored_and_what_stands_replaces_what_stood(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        using var ledger = Open(test.Database);
        await ledger.AppendAsync(Make.Liquidations(0, 3), Cancellation);

        await ledger.AppendAsync(Make.Liquidations(3, 2), Cancellation);

        Assert.Equal(5, await test.CountAsync("liquidation"));
        Assert.Equal(5, await test.CountAsync("settled_record"));
        Assert.Equal([Make.FundState(5)], await new FundStateStore(test.Database).ReadAllAsync(Cancellation));
        Assert.Equal([Make.Rollup(5)], await new RollupStore(test.Database).ReadAsync(
            Make.Fund, RollupRow.Minute, 0, long.MaxValue, 10, Cancellation));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task An_append_without_entries_leaves_the_sequence_where_it_is(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        using var ledger = Open(test.Database);
        await ledger.AppendAsync(Make.Liquidations(0, 1), Cancellation);

        var outcome = await ledger.AppendAsync(
            new LedgerAppend { ExpectedSequence = 1, TreeEdge = [7], Quarantined = [Make.Quarantined("a")] }, Cancellation);

        Assert.Equal(AppendOutcome.Committed, outcome);
        Assert.Equal(1, (await ledger.ReadHeadAsync(Cancellation)).Sequence);
        Assert.Equal(1, await test.CountAsync("quarantine"));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task The_longest_entry_fits_and_a_longer_one_does_not(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        using var ledger = Open(test.Database);
        var longest = Make.Entry(1) with { Bytes = new byte[LedgerEntryRow.BytesMax] };

        await ledger.AppendAsync(new LedgerAppend { ExpectedSequence = 0, TreeEdge = [], Entries = [longest] }, Cancellation);

        Assert.Equal(LedgerEntryRow.BytesMax, (await ledger.ReadEntryAsync(1, Cancellation))!.Bytes.Length);
        var tooLong = Make.Entry(2) with { Bytes = new byte[LedgerEntryRow.BytesMax + 1] };
        await Assert.ThrowsAnyAsync<Exception>(() => ledger.AppendAsync(
            new LedgerAppend { ExpectedSequence = 1, TreeEdge = [], Entries = [tooLong] }, Cancellation));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Entries_with_a_gap_never_reach_the_database(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        using var ledger = Open(test.Database);

        await Assert.ThrowsAsync<InvariantBrokenException>(() => ledger.AppendAsync(
            new LedgerAppend { ExpectedSequence = 0, TreeEdge = [], Entries = [Make.Entry(1), Make.Entry(3)] }, Cancellation));
        await Assert.ThrowsAsync<InvariantBrokenException>(() => ledger.AppendAsync(
            Make.Liquidations(0, 2) with { Rollups = [] }, Cancellation));

        Assert.Equal(0, (await ledger.ReadHeadAsync(Cancellation)).Sequence);
    }

    [Fact]
    public async Task A_page_has_a_limit()
    {
        await using var test = await TestDatabase.CreateAsync(SqlEngine.Sqlite);
        using var ledger = Open(test.Database);

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => ledger.ReadEntriesAsync(0, 0, Cancellation));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => ledger.ReadEntriesAsync(0, LedgerStore.PageMax + 1, Cancellation));
    }

    private static LedgerStore Open(PortalDatabase database) => new(database, new LedgerSignal(TimeProvider.System));

    private static IEnumerable<long> Sequences(IEnumerable<LedgerEntryRow> entries) => entries.Select(entry => entry.Sequence);
}
