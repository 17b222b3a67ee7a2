using Portal.Storage.Database;
using Portal.Storage.Ledger;
using Portal.Storage.Rollups;

namespace Portal.Storage.Tests.Rollups;

public sealed class KeptRollupsTests
{
    private const long MinuteMs = 60_000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<SqlEngine> Engines => TestDatabase.Engines;

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Any_range_is_the_one_that_is_stored_while_the_ledger_grows(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        using var ledger = new LedgerStore(test.Database, new LedgerSignal(TimeProvider.System));
        var store = new RollupStore(test.Database);
        var kept = new KeptRollups(store);
        var random = new Random(11);
        var (minute, sequence) = (0, 0);
        for (var batch = 0; batch < 12; batch++)
        {
            // The newest minute goes on, then come more, with gaps of minutes and now and then of hours.
            var begin = sequence;
            var rows = new List<RollupRow>();
            for (var count = random.Next(1, 400); count > 0; count--)
            {
                rows.Add(Make.Rollup(++sequence, startMs: Minute(minute), close: random.Next()));
                minute += random.Next(100) == 0 ? random.Next(1, 600) : random.Next(1, 3);
            }

            await ledger.AppendAsync(
                Make.Liquidations(begin, sequence - begin) with { Liquidations = [], Rollups = [.. rows], Funds = [Make.FundState(sequence)] }, Cancellation);
            minute = (int)((rows[^1].StartMs - Make.StartMs) / MinuteMs);
            for (var read = 0; read < 25; read++)
            {
                var (from, to, limit) = (Minute(random.Next(-500, minute)), Minute(random.Next(minute + 500)), random.Next(1, RollupStore.PageMax));
                Assert.Equal(
                    await store.ReadAsync(Make.Fund, RollupRow.Minute, from, to, limit, Cancellation),
                    await kept.ReadAsync(Make.Fund, RollupRow.Minute, from, to, limit, Cancellation));
            }
        }

        Assert.Equal(
            await store.ReadAsync(Make.Fund, RollupRow.Minute, -62_135_596_800_000, long.MaxValue, RollupStore.PageMax, Cancellation),
            await kept.ReadAsync(Make.Fund, RollupRow.Minute, -62_135_596_800_000, long.MaxValue, RollupStore.PageMax, Cancellation));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task What_is_over_is_not_read_again_and_what_goes_on_is(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        using var ledger = new LedgerStore(test.Database, new LedgerSignal(TimeProvider.System));
        RollupRow[] rows = [.. Enumerable.Range(0, 500).Select(number => Make.Rollup(number + 1, startMs: Minute(number), close: number))];
        await ledger.AppendAsync(Make.Liquidations(0, 500) with { Liquidations = [], Rollups = rows, Funds = [Make.FundState(500)] }, Cancellation);
        var kept = new KeptRollups(new RollupStore(test.Database));
        Assert.Equal(rows, await kept.ReadAsync(Make.Fund, RollupRow.Minute, 0, long.MaxValue, RollupStore.PageMax, Cancellation));

        await test.ExecuteAsync("UPDATE rollup SET close_units = -1 WHERE fund_id = @Fund", new { Make.Fund });

        var again = await kept.ReadAsync(Make.Fund, RollupRow.Minute, Minute(0), long.MaxValue, RollupStore.PageMax, Cancellation);
        Assert.Equal([.. rows.SkipLast(1), rows[^1] with { CloseUnits = -1 }], again);
    }

    private static long Minute(int number) => Make.StartMs + (number * MinuteMs);
}
