using Portal.Storage.Database;
using Portal.Storage.Ledger;
using Portal.Storage.Liquidations;
using Portal.Storage.Schema;

namespace Portal.Storage.Tests.Liquidations;

public sealed class LargestDrawStoreTests
{
    private static readonly LiquidationFilter Fund = new() { FundId = Make.Fund };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<SqlEngine> Engines => TestDatabase.Engines;

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Draws_come_by_size_and_equal_ones_newer_first_and_pages_join_both_ways(SqlEngine engine)
    {
        await using var test = await CreateAsync(
            engine,
            Make.Liquidation(1, residual: -20),
            Make.Liquidation(2, residual: -50),
            Make.Liquidation(3, residual: 90, outcome: 0),
            Make.Liquidation(4, "coin", residual: -99),
            Make.Liquidation(5, residual: -50),
            Make.Liquidation(6, residual: -50),
            Make.Liquidation(7, residual: -10));
        var store = new LargestDrawStore(test.Database);

        var first = await store.ReadPageAsync(Fund, null, isBack: false, 8, 2, Cancellation);
        var second = await store.ReadPageAsync(Fund, first.Next, isBack: false, 8, 2, Cancellation);
        var third = await store.ReadPageAsync(Fund, second.Next, isBack: false, 8, 2, Cancellation);
        var back = await store.ReadPageAsync(Fund, third.Rows[0].Sequence, isBack: true, 8, 2, Cancellation);
        var backToTop = await store.ReadPageAsync(Fund, back.Rows[^1].Sequence, isBack: true, 8, 3, Cancellation);

        Assert.Equal([6, 5], Sequences(first));
        Assert.Equal([2, 1], Sequences(second));
        Assert.Equal([7], Sequences(third));
        Assert.Null(third.Next);
        Assert.Equal([1, 2], Sequences(back));
        Assert.Equal([5, 6], Sequences(backToTop));
        Assert.Null(backToTop.Next);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task What_came_later_than_the_page_is_left_out(SqlEngine engine)
    {
        await using var test = await CreateAsync(engine, Make.Liquidation(1, residual: -5), Make.Liquidation(2, residual: -9));

        var page = await new LargestDrawStore(test.Database).ReadPageAsync(Fund, null, isBack: false, 2, 10, Cancellation);

        Assert.Equal([1], Sequences(page));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task The_other_filters_hold_here_too(SqlEngine engine)
    {
        await using var test = await CreateAsync(
            engine,
            Make.Liquidation(1, symbol: "ETHUSDT", residual: -30),
            Make.Liquidation(2, side: 1, residual: -20),
            Make.Liquidation(3, outcome: 3, residual: -10, recordedAtMs: Make.StartMs + 60_000));
        var store = new LargestDrawStore(test.Database);

        (LiquidationFilter Filter, long[] Expected)[] cases =
        [
            (Fund with { Symbol = "ETHUSDT" }, [1]),
            (Fund with { PositionSide = 1 }, [2]),
            (Fund with { Outcome = 3 }, [3]),
            (Fund with { FromMs = Make.StartMs + 60_000 }, [3]),
            (Fund with { ToMs = Make.StartMs + 60_000 }, [1, 2]),
            (Fund with { MinimumUnits = 21 }, [1]),
            (Fund with { MaximumUnits = 20 }, [2, 3]),
        ];
        foreach (var (filter, expected) in cases)
        {
            Assert.Equal(expected, Sequences(await store.ReadPageAsync(filter, null, isBack: false, 9, 10, Cancellation)));
        }
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_page_looks_at_5000_draws_and_says_how_far_it_came(SqlEngine engine)
    {
        const int Count = LiquidationStore.ExaminedMax + 10;
        await using var test = await CreateAsync(
            engine, [.. Enumerable.Range(1, Count).Select(sequence => Make.Liquidation(sequence, side: sequence is 3 or Count ? 1 : 0, residual: -sequence))]);
        var store = new LargestDrawStore(test.Database);
        var shorts = Fund with { PositionSide = 1 };

        var first = await store.ReadPageAsync(shorts, null, isBack: false, Count + 1, 10, Cancellation);
        var second = await store.ReadPageAsync(shorts, first.Next, isBack: false, Count + 1, 10, Cancellation);
        var back = await store.ReadPageAsync(shorts, 1, isBack: true, Count + 1, 10, Cancellation);

        Assert.Equal([Count], Sequences(first));
        Assert.Equal((11, 11), (first.SearchedTo, first.Next));
        Assert.Equal([3], Sequences(second));
        Assert.Null(second.Next);
        Assert.Equal([3], Sequences(back));
        Assert.Equal(LiquidationStore.ExaminedMax + 1, back.Next);
    }

    [Fact]
    public async Task Draws_that_were_there_before_the_index_are_found()
    {
        await using var test = await CreateAsync(SqlEngine.Sqlite, Make.Liquidation(1, residual: -5), Make.Liquidation(2, residual: -9));
        await test.ExecuteAsync("DROP INDEX liquidation_by_draw");
        var script = SchemaScript.AllOf(SqlEngine.Sqlite).Single(static one => one.Name.EndsWith("0009_largest_draws", StringComparison.Ordinal));

        await test.ExecuteAsync(script.Batches().Single());

        var page = await new LargestDrawStore(test.Database).ReadPageAsync(Fund, null, isBack: false, 3, 10, Cancellation);
        Assert.Equal([2, 1], Sequences(page));
    }

    private static long[] Sequences(LiquidationPage page) => [.. page.Rows.Select(row => row.Sequence)];

    private static async Task<TestDatabase> CreateAsync(SqlEngine engine, params IReadOnlyList<LiquidationRow> rows)
    {
        var test = await TestDatabase.CreateAsync(engine);
        using var ledger = new LedgerStore(test.Database, new LedgerSignal(TimeProvider.System));
        Assert.Equal(AppendOutcome.Committed, await ledger.AppendAsync(Make.Append(0, rows), Cancellation));
        return test;
    }
}
