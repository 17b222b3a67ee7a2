using Portal.Storage.Database;
using Portal.Storage.FundEntries;
using Portal.Storage.Ledger;

namespace Portal.Storage.Tests.FundEntries;

public sealed class FundEntryStoreTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<SqlEngine> Engines => TestDatabase.Engines;

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_page_is_newest_first_of_one_fund_and_goes_on_where_it_ended(SqlEngine engine)
    {
        await using var test = await CreateAsync(engine);
        var store = new FundEntryStore(test.Database);

        var first = await store.ReadPageAsync(Make.Fund, null, 8, 3, Cancellation);
        var second = await store.ReadPageAsync(Make.Fund, null, first.Next!.Value, 100, Cancellation);

        Assert.Equal([7, 6, 5], first.Rows.Select(static row => row.FundSequence!.Value));
        Assert.Equal([4, 3, 2, 1], second.Rows.Select(static row => row.FundSequence!.Value));
        Assert.Null(second.Next);
        Assert.All(first.Rows.Concat(second.Rows), static row => Assert.Equal(Make.Fund, row.FundId));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task One_kind_is_found_among_the_others(SqlEngine engine)
    {
        await using var test = await CreateAsync(engine);
        var store = new FundEntryStore(test.Database);

        Assert.Equal([5, 3, 2], Sequences(await store.ReadPageAsync(Make.Fund, "liquidation", 8, 10, Cancellation)));
        Assert.Equal([6], Sequences(await store.ReadPageAsync(Make.Fund, "fee", 8, 10, Cancellation)));
        Assert.Equal([7, 4], Sequences(await store.ReadPageAsync(Make.Fund, "adl", 8, 10, Cancellation)));
        Assert.Equal([4], Sequences(await store.ReadPageAsync(Make.Fund, "adl", 7, 10, Cancellation)));
        Assert.Equal(7, (await store.ReadPageAsync(Make.Fund, "adl", 8, 1, Cancellation)).Next);
        Assert.Empty((await store.ReadPageAsync(Make.Fund, "rate", 8, 10, Cancellation)).Rows);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task What_is_neither_liquidation_nor_fee_is_read_between_two_sequences(SqlEngine engine)
    {
        await using var test = await CreateAsync(engine);
        var store = new FundEntryStore(test.Database);

        // The other fund's opening is entry 8.
        Assert.Equal([7, 4, 1], (await store.ReadSeldomAsync(Make.Fund, null, 1, long.MaxValue, 10, Cancellation)).Select(static row => row.Sequence));
        Assert.Equal([4], (await store.ReadSeldomAsync(Make.Fund, null, 2, 7, 10, Cancellation)).Select(static row => row.Sequence));
        Assert.Equal([7], (await store.ReadSeldomAsync(Make.Fund, "adl", 1, long.MaxValue, 1, Cancellation)).Select(static row => row.Sequence));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Balances_follow_an_entry_of_the_fund_in_order(SqlEngine engine)
    {
        await using var test = await CreateAsync(engine);
        var store = new FundEntryStore(test.Database);

        var steps = await store.ReadBalancesAsync(Make.Fund, 5, 10, Cancellation);

        Assert.Equal([(6, "fee", 994, 993), (7, "adl", 993, 992)], steps.Select(static step => (step.Sequence, step.Kind, step.BalanceBeforeUnits, step.BalanceAfterUnits)));
        Assert.Equal(7, (await store.ReadBalancesAsync(Make.Fund, 0, 10, Cancellation)).Count);
    }

    [Fact]
    public async Task Pages_have_a_limit()
    {
        await using var test = await TestDatabase.CreateAsync(SqlEngine.Sqlite);
        var store = new FundEntryStore(test.Database);

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => store.ReadPageAsync(Make.Fund, null, 1, FundEntryStore.PageMax + 1, Cancellation));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => store.ReadBalancesAsync(Make.Fund, 0, FundEntryStore.ExaminedMax + 1, Cancellation));
    }

    private static IEnumerable<long> Sequences(FundEntryPage page) => page.Rows.Select(static row => row.Sequence);

    private static async Task<TestDatabase> CreateAsync(SqlEngine engine)
    {
        var test = await TestDatabase.CreateAsync(engine);
        using var ledger = new LedgerStore(test.Database, new LedgerSignal(TimeProvider.System));
        string[] kinds = ["opening", "liquidation", "liquidation", "adl", "liquidation", "fee", "adl"];
        await ledger.AppendAsync(
            Make.Liquidations(0, 8) with
            {
                Liquidations = [],
                SettledRecords = [],
                Entries = [.. kinds.Select((kind, at) => Make.Entry(at + 1) with { Kind = kind }), Make.Entry(8, "coin", 1) with { Kind = "opening" }],
                Rollups = [],
                Funds = [Make.FundState(7), Make.FundState(8, "coin")],
            },
            Cancellation);
        return test;
    }
}
