using Portal.Storage.Database;
using Portal.Storage.Ledger;
using Portal.Storage.Rollups;
using Portal.Storage.Schema;

namespace Portal.Storage.Tests.Rollups;

public sealed class RollupStoreTests
{
    private const long MinuteMs = 60_000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<SqlEngine> Engines => TestDatabase.Engines;

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_range_holds_its_start_and_not_its_end(SqlEngine engine)
    {
        await using var test = await CreateAsync(engine, Minutes(5));
        var store = new RollupStore(test.Database);

        var rows = await store.ReadAsync(Make.Fund, RollupRow.Minute, Minute(1), Minute(4), 10, Cancellation);

        Assert.Equal([Minute(1), Minute(2), Minute(3)], rows.Select(row => row.StartMs));
        Assert.Equal(Make.Rollup(1, startMs: Minute(1), close: 1), rows[0]);
        Assert.Equal(2, (await store.ReadAsync(Make.Fund, RollupRow.Minute, 0, long.MaxValue, 2, Cancellation)).Count);
        Assert.Empty(await store.ReadAsync(Make.Fund, RollupRow.Hour, 0, long.MaxValue, 2, Cancellation));
        Assert.Empty(await store.ReadAsync("other", RollupRow.Minute, 0, long.MaxValue, 2, Cancellation));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task The_last_at_a_time_starts_then_or_before(SqlEngine engine)
    {
        await using var test = await CreateAsync(engine, Minutes(3));
        var store = new RollupStore(test.Database);

        Assert.Equal(Minute(1), (await store.ReadLastAsync(Make.Fund, RollupRow.Minute, Minute(1), Cancellation))!.StartMs);
        Assert.Equal(Minute(0), (await store.ReadLastAsync(Make.Fund, RollupRow.Minute, Minute(1) - 1, Cancellation))!.StartMs);
        Assert.Equal(Minute(2), (await store.ReadLastAsync(Make.Fund, RollupRow.Minute, long.MaxValue, Cancellation))!.StartMs);
        Assert.Null(await store.ReadLastAsync(Make.Fund, RollupRow.Minute, Minute(0) - 1, Cancellation));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task The_minutes_of_the_peak_are_the_last_481_in_order(SqlEngine engine)
    {
        await using var test = await CreateAsync(engine, Minutes(490));

        var rows = await new RollupStore(test.Database).ReadLastMinutesAsync(Make.Fund, Minute(488), Cancellation);

        Assert.Equal(Enumerable.Range(8, RollupStore.PeakMinutes).Select(number => Minute(number)), rows.Select(row => row.StartMs));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task The_newest_of_every_fund_and_interval_is_found_in_one_read(SqlEngine engine)
    {
        RollupRow[] newest =
        [
            Make.Rollup(0, "coin", startMs: Minute(9)), Make.Rollup(0, "coin", RollupRow.Hour, Minute(3)),
            Make.Rollup(0, Make.Fund, startMs: Minute(5)), Make.Rollup(0, Make.Fund, RollupRow.Day, Minute(1)),
        ];
        await using var test = await CreateAsync(engine, [.. Minutes(5), .. newest, Make.Rollup(0, "coin", RollupRow.Hour, Minute(2))]);

        Assert.Equal(newest, await new RollupStore(test.Database).ReadNewestAsync(Cancellation));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_database_from_before_gets_the_largest_draw_of_each_funds_newest_day(SqlEngine engine)
    {
        var before = SchemaScript.AllOf(engine).TakeWhile(static script => !script.Name.EndsWith("_index_prices_and_largest_draws", StringComparison.Ordinal)).ToArray();
        await using var test = await TestDatabase.CreateEmptyAsync(engine);
        await new SchemaMigration(test.Database, TimeProvider.System, before).ApplyAsync(Cancellation);
        const long DayMs = 1_440 * MinuteMs;
        foreach (var (sequence, draw) in new (long, long)[] { (1, 90), (2, 5), (3, 40), (4, 40) })
        {
            await test.ExecuteAsync("INSERT INTO ledger_entry (sequence, fund_id, fund_sequence, kind, is_decision, recorded_at_ms, occurred_at_ms, leaf_hash, bytes) VALUES (@Sequence, @FundId, @FundSequence, @Kind, @IsDecision, @RecordedAtMs, @OccurredAtMs, @LeafHash, @Bytes)", Make.Entry(sequence));
            await test.ExecuteAsync(
                "INSERT INTO liquidation (sequence, fund_id, symbol, position_side, outcome, occurred_at_ms, recorded_at_ms, residual_units, surplus_units, draw_units, uncovered_units) VALUES (@Sequence, @FundId, @Symbol, @PositionSide, @Outcome, @OccurredAtMs, @RecordedAtMs, @ResidualUnits, @SurplusUnits, @DrawUnits, @UncoveredUnits)",
                Make.Liquidation(sequence, residual: -draw));
        }

        foreach (var row in new[] { Make.Rollup(1, interval: RollupRow.Day, startMs: 0), Make.Rollup(4, interval: RollupRow.Day, startMs: DayMs), Make.Rollup(4, startMs: DayMs) })
        {
            await test.ExecuteAsync("INSERT INTO rollup (fund_id, interval_minutes, start_ms, open_units, high_units, low_units, close_units, opening_units, surplus_units, draw_units, fee_units, injection_units, withdrawal_units, reversal_units, peak_gross_units, peak_sequence, uncovered_units, liquidation_count, draw_count, last_sequence) VALUES (@FundId, @IntervalMinutes, @StartMs, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, @LastSequence)", row);
        }

        await new SchemaMigration(test.Database, TimeProvider.System).ApplyAsync(Cancellation);

        var store = new RollupStore(test.Database);
        var days = await store.ReadAsync(Make.Fund, RollupRow.Day, 0, long.MaxValue, 10, Cancellation);
        Assert.Equal([(0, 0), (40, 3)], days.Select(day => (day.LargestDrawUnits, day.LargestDrawSequence)));
        Assert.Equal(0, (await store.ReadAsync(Make.Fund, RollupRow.Minute, 0, long.MaxValue, 10, Cancellation))[0].LargestDrawUnits);
    }

    [Fact]
    public async Task A_range_has_a_limit()
    {
        await using var test = await CreateAsync(SqlEngine.Sqlite, []);

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => new RollupStore(test.Database).ReadAsync(
            Make.Fund, RollupRow.Minute, 0, 1, RollupStore.PageMax + 1, Cancellation));
    }

    private static long Minute(int number) => Make.StartMs + (number * MinuteMs);

    private static RollupRow[] Minutes(int count) =>
        [.. Enumerable.Range(0, count).Select(number => Make.Rollup(number, startMs: Minute(number), close: number))];

    private static async Task<TestDatabase> CreateAsync(SqlEngine engine, RollupRow[] rollups)
    {
        var test = await TestDatabase.CreateAsync(engine);
        using var ledger = new LedgerStore(test.Database, new LedgerSignal(TimeProvider.System));
        var last = rollups.Length == 0 ? 0 : (int)rollups.Max(rollup => rollup.LastSequence);
        await ledger.AppendAsync(
            Make.Liquidations(0, last) with
            {
                Liquidations = [],
                Rollups = rollups,
                Funds = [Make.FundState(1), Make.FundState(1, "coin"), Make.FundState(1, "empty")],
            },
            Cancellation);
        return test;
    }
}
