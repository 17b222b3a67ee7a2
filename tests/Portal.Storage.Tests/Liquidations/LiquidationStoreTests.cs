using Portal.Storage.Database;
using Portal.Storage.Ledger;
using Portal.Storage.Liquidations;

namespace Portal.Storage.Tests.Liquidations;

public sealed class LiquidationStoreTests
{
    private const long Start = Make.StartMs;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<SqlEngine> Engines => TestDatabase.Engines;

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_record_comes_with_the_bytes_of_its_entry(SqlEngine engine)
    {
        await using var test = await CreateAsync(engine, Make.Liquidation(1), Make.Liquidation(2, symbol: "ETHUSDT", side: 1, outcome: 0, residual: 9));
        var store = new LiquidationStore(test.Database);

        var row = await store.ReadAsync(2, Cancellation);

        Assert.Equivalent(
            new LiquidationEntryRow(2, Make.Fund, "ETHUSDT", 1, 0, Start - 3, Start + 2, 9, 9, 0, 0, Make.Entry(2).Bytes), row, strict: true);
        Assert.Null(await store.ReadAsync(3, Cancellation));
        Assert.Equal([2, 1], Sequences(await store.ReadNewestAsync(5, Cancellation)));
        Assert.Equal([2], Sequences(await store.ReadNewestAsync(1, Cancellation)));
        Assert.Equal([1, 2], Sequences(await store.ReadAfterAsync(0, 5, Cancellation)));
        Assert.Equal([2], Sequences(await store.ReadAfterAsync(1, 5, Cancellation)));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Pages_join_without_overlap_or_gap_and_end(SqlEngine engine)
    {
        await using var test = await CreateAsync(engine, [.. Enumerable.Range(1, 6).Select(sequence => Make.Liquidation(sequence))]);
        var store = new LiquidationStore(test.Database);

        var first = await store.ReadPageAsync(new LiquidationFilter(), null, 3, Cancellation);
        var second = await store.ReadPageAsync(new LiquidationFilter(), first.Next, 3, Cancellation);
        var third = await store.ReadPageAsync(new LiquidationFilter(), second.Next, 3, Cancellation);

        Assert.Equal([6, 5, 4], Sequences(first.Rows));
        Assert.Equal((4, 4), (first.SearchedTo, first.Next));
        Assert.Equal([3, 2, 1], Sequences(second.Rows));
        Assert.Empty(third.Rows);
        Assert.Equal((1, null), (third.SearchedTo, third.Next));
    }

    public static TheoryData<SqlEngine, LiquidationFilter, long[]> Filters { get; } = Combine(
        (new LiquidationFilter(), [6, 5, 4, 3, 2, 1]),
        (new LiquidationFilter { FundId = "coin" }, [6, 3]),
        (new LiquidationFilter { FundId = "nobody" }, []),
        (new LiquidationFilter { Symbol = "ETHUSDT" }, [5, 2]),
        (new LiquidationFilter { Symbol = "ethusdt" }, []),
        (new LiquidationFilter { PositionSide = 1 }, [4, 2]),
        (new LiquidationFilter { Outcome = 0 }, [5, 1]),
        (new LiquidationFilter { Outcome = 2 }, [4, 3, 2]),
        (new LiquidationFilter { Outcome = 3 }, [6]),
        (new LiquidationFilter { MinimumUnits = 100 }, [6, 5, 2]),
        (new LiquidationFilter { MaximumUnits = 99 }, [4, 3, 1]),
        (new LiquidationFilter { MinimumUnits = 51, MaximumUnits = 100 }, [6, 5, 3]),
        (new LiquidationFilter { FundId = "usdt", Outcome = 2 }, [4, 2]),
        (new LiquidationFilter { Symbol = "ETHUSDT", PositionSide = 1, MinimumUnits = 200 }, [2]),
        (new LiquidationFilter { FromMs = Start + 120_000 }, [6, 5, 4]),
        (new LiquidationFilter { FromMs = Start + 120_001 }, [6, 5]),
        (new LiquidationFilter { ToMs = Start + 120_000 }, [3, 2, 1]),
        (new LiquidationFilter { ToMs = Start + 120_001 }, [4, 3, 2, 1]),
        (new LiquidationFilter { FromMs = Start + 60_000, ToMs = Start + 180_000, FundId = "usdt" }, [4, 2]),
        (new LiquidationFilter { FromMs = Start + 999_000_000 }, []),
        (new LiquidationFilter { ToMs = Start }, []));

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task Each_filter_shows_what_it_names(SqlEngine engine, LiquidationFilter filter, long[] expected)
    {
        await using var test = await CreateAsync(
            engine,
            Make.Liquidation(1, outcome: 0, recordedAtMs: Start, residual: 50),
            Make.Liquidation(2, symbol: "ETHUSDT", side: 1, recordedAtMs: Start + 60_000, residual: -200),
            Make.Liquidation(3, "coin", "BTCUSD", recordedAtMs: Start + 60_001, residual: -99),
            Make.Liquidation(4, side: 1, recordedAtMs: Start + 120_000, residual: -50),
            Make.Liquidation(5, symbol: "ETHUSDT", outcome: 0, recordedAtMs: Start + 180_000, residual: 100),
            Make.Liquidation(6, "coin", "BTCUSD", side: 2, outcome: 3, recordedAtMs: Start + 180_000, residual: -100));

        var store = new LiquidationStore(test.Database);

        var page = await store.ReadPageAsync(filter, null, 10, Cancellation);
        var forward = await store.ReadForwardAsync(filter, 0, 7, 10, Cancellation);

        Assert.Equal(expected, Sequences(page.Rows));
        Assert.Equal(expected.Reverse(), Sequences(forward.Rows));
        Assert.Null(page.Next);
        Assert.Null(forward.Next);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Funds_whose_clocks_disagree_are_both_found_by_time(SqlEngine engine)
    {
        const long Year = 365L * 86_400_000;
        await using var test = await CreateAsync(
            engine,
            Make.Liquidation(1, recordedAtMs: Start),
            Make.Liquidation(2, "coin", recordedAtMs: Start - Year),
            Make.Liquidation(3, recordedAtMs: Start + 1),
            Make.Liquidation(4, "coin", recordedAtMs: Start - Year + 120_000));
        var store = new LiquidationStore(test.Database);

        Assert.Equal([3, 1], Sequences((await store.ReadPageAsync(new LiquidationFilter { FromMs = Start }, null, 10, Cancellation)).Rows));
        Assert.Equal([4, 2], Sequences((await store.ReadPageAsync(new LiquidationFilter { ToMs = Start }, null, 10, Cancellation)).Rows));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_page_looks_at_5000_rows_and_says_how_far_it_came(SqlEngine engine)
    {
        const int Count = LiquidationStore.ExaminedMax + 10;
        await using var test = await CreateAsync(
            engine, [.. Enumerable.Range(1, Count).Select(sequence => Make.Liquidation(sequence, side: sequence is 3 or 11 or 12 ? 1 : 0))]);
        var store = new LiquidationStore(test.Database);
        var shorts = new LiquidationFilter { PositionSide = 1 };

        var first = await store.ReadPageAsync(shorts, null, 10, Cancellation);
        var second = await store.ReadPageAsync(shorts, first.Next, 10, Cancellation);
        var exact = await store.ReadPageAsync(shorts, LiquidationStore.ExaminedMax + 1, 10, Cancellation);

        Assert.Equal([12, 11], Sequences(first.Rows));
        Assert.Equal((11, 11), (first.SearchedTo, first.Next));
        Assert.Equal([3], Sequences(second.Rows));
        Assert.Equal((1, null), (second.SearchedTo, second.Next));
        Assert.Equal([12, 11, 3], Sequences(exact.Rows));
        Assert.Equal((1, 1), (exact.SearchedTo, exact.Next));
        Assert.Empty((await store.ReadPageAsync(shorts, exact.Next, 10, Cancellation)).Rows);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Forward_pages_join_too_and_stop_where_they_are_told(SqlEngine engine)
    {
        await using var test = await CreateAsync(engine, [.. Enumerable.Range(1, 7).Select(sequence => Make.Liquidation(sequence))]);
        var store = new LiquidationStore(test.Database);

        var first = await store.ReadForwardAsync(new LiquidationFilter(), 1, 7, 3, Cancellation);
        var second = await store.ReadForwardAsync(new LiquidationFilter(), first.Next!.Value, 7, 3, Cancellation);

        Assert.Equal([2, 3, 4], Sequences(first.Rows));
        Assert.Equal((4, 4), (first.SearchedTo, first.Next));
        Assert.Equal([5, 6], Sequences(second.Rows));
        Assert.Equal((6, null), (second.SearchedTo, second.Next));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_forward_page_looks_at_5000_rows_and_says_how_far_it_came(SqlEngine engine)
    {
        const int Count = LiquidationStore.ExaminedMax + 10;
        await using var test = await CreateAsync(
            engine, [.. Enumerable.Range(1, Count).Select(sequence => Make.Liquidation(sequence, side: sequence is 2 or Count ? 1 : 0))]);
        var store = new LiquidationStore(test.Database);
        var shorts = new LiquidationFilter { PositionSide = 1 };

        var first = await store.ReadForwardAsync(shorts, 0, Count + 1, 10, Cancellation);
        var second = await store.ReadForwardAsync(shorts, first.Next!.Value, Count + 1, 10, Cancellation);

        Assert.Equal([2], Sequences(first.Rows));
        Assert.Equal((LiquidationStore.ExaminedMax, LiquidationStore.ExaminedMax), (first.SearchedTo, first.Next));
        Assert.Equal([Count], Sequences(second.Rows));
        Assert.Null(second.Next);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task An_index_leads_past_any_number_of_other_rows(SqlEngine engine)
    {
        const int Count = LiquidationStore.ExaminedMax + 10;
        await using var test = await CreateAsync(
            engine, [.. Enumerable.Range(1, Count).Select(sequence => sequence == 2 ? Make.Liquidation(2, "coin", "BTCUSD", outcome: 3) : Make.Liquidation(sequence))]);
        var store = new LiquidationStore(test.Database);
        LiquidationFilter[] filters =
        [
            new() { FundId = "coin" }, new() { Symbol = "BTCUSD" }, new() { Outcome = 3 }, new() { Symbol = "BTCUSD", PositionSide = 0 },
            new() { FundId = "coin", MinimumUnits = 1 }, new() { Outcome = 3, FundId = "coin" },
        ];

        foreach (var filter in filters)
        {
            var page = await store.ReadPageAsync(filter, null, 10, Cancellation);
            Assert.Equal([2], Sequences(page.Rows));
            Assert.Null(page.Next);
        }
    }

    private static IEnumerable<long> Sequences(IEnumerable<LiquidationEntryRow> rows) => rows.Select(row => row.Sequence);

    private static async Task<TestDatabase> CreateAsync(SqlEngine engine, params IReadOnlyList<LiquidationRow> rows)
    {
        var test = await TestDatabase.CreateAsync(engine);
        using var ledger = new LedgerStore(test.Database, new LedgerSignal(TimeProvider.System));
        Assert.Equal(AppendOutcome.Committed, await ledger.AppendAsync(Make.Append(0, rows), Cancellation));
        return test;
    }

    private static TheoryData<SqlEngine, LiquidationFilter, long[]> Combine(params (LiquidationFilter Filter, long[] Expected)[] cases)
    {
        var combined = new TheoryData<SqlEngine, LiquidationFilter, long[]>();
        foreach (var (filter, expected) in cases)
        {
            combined.Add(SqlEngine.Sqlite, filter, expected);
            combined.Add(SqlEngine.SqlServer, filter, expected);
        }

        return combined;
    }
}
