using Portal.Settlement.Amounts;
using Portal.Settlement.FeeAllocation;
using Portal.Settlement.Ledger;
using Portal.Storage.Database;
using Portal.Storage.Ledger;
using Portal.Storage.Rollups;
using Portal.Storage.Schema;

namespace Portal.Storage.Tests.Rollups;

public sealed class FeeRollupStoreTests
{
    private const long DayMs = 86_400_000;
    private const long Day = Make.StartMs - (Make.StartMs % DayMs);

    private static readonly Asset Usdt = new("USDT", 2);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<SqlEngine> Engines => TestDatabase.Engines;

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task What_appends_add_is_summed_by_market_kind_and_rate_since_a_day(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        using var ledger = new LedgerStore(test.Database, new LedgerSignal(TimeProvider.System));
        await AppendAsync(ledger, Change(Day - DayMs, 1_000, 10), Change(Day, 200, 2), Change(Day, 50, 0, kind: "", rate: 0, market: ""));
        await AppendAsync(ledger, Change(Day, 3, 1), Change(Day + DayMs, 7, 1), Change(Day, 9, 9, fund: "other"));
        var store = new FeeRollupStore(test.Database);

        var sums = await store.ReadSinceAsync(Make.Fund, DateTimeOffset.FromUnixTimeMilliseconds(Day + 5), Cancellation);

        Assert.Equal([new FeeSum(null, null, null, 50, 0, 1), new FeeSum("BTCUSDT", FeeKind.Taker, 7, 210, 4, 3)], sums);
        Assert.Equal(1_210, (await store.ReadSinceAsync(Make.Fund, DateTimeOffset.FromUnixTimeMilliseconds(Day - 1), Cancellation))[1].AmountUnits);
        Assert.Empty(await store.ReadSinceAsync("nobody", DateTimeOffset.UnixEpoch, Cancellation));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task What_a_rate_brought_in_is_counted_over_all_days(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        using var ledger = new LedgerStore(test.Database, new LedgerSignal(TimeProvider.System));
        await AppendAsync(ledger, Change(Day, 100, 1), Change(Day + DayMs, 200, 2, market: "ETHUSDT"), Change(Day, 40, 0, rate: 0));
        await AppendAsync(ledger, Change(Day + DayMs, 300, 3));

        var totals = await new FeeRollupStore(test.Database).ReadTotalsAsync(Make.Fund, Cancellation);

        Assert.Equal([new FeeSum(null, null, null, 40, 0, 1), new FeeSum(null, null, 7, 600, 6, 3)], totals);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task What_a_rate_brought_in_lately_is_told_for_the_last_day_and_for_all_days_asked_for(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        using var ledger = new LedgerStore(test.Database, new LedgerSignal(TimeProvider.System));
        await AppendAsync(ledger, Change(Day - (30 * DayMs), 900, 9), Change(Day - (29 * DayMs), 800, 8), Change(Day, 200, 2), Change(Day, 100, 1, market: "ETHUSDT"));
        await AppendAsync(ledger, Change(Day, 70, 7, rate: 9), Change(Day - DayMs, 40, 0, rate: 0), Change(Day, 9, 9, fund: "other"));
        var store = new FeeRollupStore(test.Database);

        var lately = await store.ReadLatelyAsync(Make.Fund, DateTimeOffset.FromUnixTimeMilliseconds(Day + 5), 30, Cancellation);

        Assert.Equal([new RateIncome(7, 3, 11), new RateIncome(9, 7, 7)], lately);
        Assert.Empty(await store.ReadLatelyAsync("nobody", DateTimeOffset.FromUnixTimeMilliseconds(Day), 30, Cancellation));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_fee_that_is_taken_back_is_in_no_sum_any_more(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        using var ledger = new LedgerStore(test.Database, new LedgerSignal(TimeProvider.System));
        await AppendAsync(ledger, Change(Day, 100, 1), Change(Day + DayMs, 200, 2));
        var head = await ledger.ReadHeadAsync(Cancellation);
        var back = new LedgerAppend { ExpectedSequence = head.Sequence, TreeEdge = head.TreeEdge, FeesTakenBack = [new FeeTakenBack(1, Change(Day, 100, 1))] };

        Assert.Equal(AppendOutcome.Committed, await ledger.AppendAsync(back, Cancellation));

        var store = new FeeRollupStore(test.Database);
        Assert.Equal((200, 2, 1), Assert.Single((await store.ReadSinceAsync(Make.Fund, DateTimeOffset.UnixEpoch, Cancellation)).Select(static sum => (sum.AmountUnits, sum.AllocatedUnits, sum.Count))));
        Assert.Equal((200, 2, 1), Assert.Single((await store.ReadTotalsAsync(Make.Fund, Cancellation)).Select(static sum => (sum.AmountUnits, sum.AllocatedUnits, sum.Count))));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_sum_that_outgrows_its_column_stops_and_no_append_fails(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        using var ledger = new LedgerStore(test.Database, new LedgerSignal(TimeProvider.System));
        for (var time = 0; time < 3; time++)
        {
            await AppendAsync(ledger, Change(Day, long.MaxValue - 1, long.MaxValue - 1), Change(Day, long.MaxValue - 1, 5, market: "ETHUSDT"), Change(Day + DayMs, long.MaxValue - 1, 5));
        }

        var store = new FeeRollupStore(test.Database);
        var sums = await store.ReadSinceAsync(Make.Fund, DateTimeOffset.UnixEpoch, Cancellation);

        Assert.Equal([(long.MaxValue, long.MaxValue, 6), (long.MaxValue, 15, 3)], sums.Select(static sum => (sum.AmountUnits, sum.AllocatedUnits, sum.Count)));
        Assert.Equal((long.MaxValue, long.MaxValue, 9), Assert.Single((await store.ReadTotalsAsync(Make.Fund, Cancellation)).Select(static sum => (sum.AmountUnits, sum.AllocatedUnits, sum.Count))));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task An_append_that_comes_too_late_adds_nothing(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        using var ledger = new LedgerStore(test.Database, new LedgerSignal(TimeProvider.System));

        var outcome = await ledger.AppendAsync(Append(5, Change(Day, 100, 1)), Cancellation);

        Assert.Equal(AppendOutcome.HeadMoved, outcome);
        Assert.Equal((0, 0), (await test.CountAsync("fee_rollup"), await test.CountAsync("rate_total")));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_ledger_from_before_says_after_which_entry_fees_are_counted(SqlEngine engine)
    {
        var before = SchemaScript.AllOf(engine).TakeWhile(static script => !script.Name.EndsWith("_fee_rollup", StringComparison.Ordinal)).ToArray();
        await using var test = await TestDatabase.CreateEmptyAsync(engine);
        await new SchemaMigration(test.Database, TimeProvider.System, before).ApplyAsync(Cancellation);
        var (old, recordedAt) = (Make.Entry(1), Make.Entry(1).RecordedAtMs);
        await test.ExecuteAsync(
            """
            INSERT INTO ledger_entry (sequence, fund_id, fund_sequence, kind, is_decision, recorded_at_ms, occurred_at_ms, balance_before_units, balance_after_units, leaf_hash, bytes)
            VALUES (@Sequence, @FundId, @FundSequence, @Kind, @IsDecision, @RecordedAtMs, @OccurredAtMs, @BalanceBeforeUnits, @BalanceAfterUnits, @LeafHash, @Bytes)
            """,
            old);
        await test.ExecuteAsync("UPDATE ledger_head SET sequence = 1");

        await new SchemaMigration(test.Database, TimeProvider.System).ApplyAsync(Cancellation);

        Assert.Equal(new FeeRollupStart(1, recordedAt), await new FeeRollupStore(test.Database).ReadStartAsync(Cancellation));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task In_a_new_database_all_fees_are_counted(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);

        Assert.Equal(new FeeRollupStart(0, null), await new FeeRollupStore(test.Database).ReadStartAsync(Cancellation));
    }

    [Fact]
    public void Entries_become_one_change_for_each_key_by_the_day_their_period_starts_in()
    {
        var midnight = DateTimeOffset.FromUnixTimeMilliseconds(Day);
        LedgerEntry[] entries =
        [
            Fee(1, midnight.AddMilliseconds(-1), "BTCUSDT", null, FeeKind.Taker, 7, 100, 1),
            Fee(2, midnight, "BTCUSDT", null, FeeKind.Taker, 7, 100, 1),
            Fee(3, midnight.AddHours(23), "BTCUSDT", null, FeeKind.Taker, 7, 20, 2),
            Fee(4, midnight, "BTCUSDT", "perp", null, null, 5, 0),
            Fee(5, midnight, null, null, null, null, 6, 0),
        ];

        var changes = FeeRollupChange.Of(entries);

        Assert.Equal(
            [Change(Day - DayMs, 100, 1), Change(Day, 120, 3) with { FeeCount = 2 }, Change(Day, 5, 0, kind: "", rate: 0, market: "perp"), Change(Day, 6, 0, kind: "", rate: 0, market: "")],
            changes);
        Assert.Equal(
            [new RateTotalChange(Make.Fund, 7, 220, 4, 3), new RateTotalChange(Make.Fund, 0, 11, 0, 2)], RateTotalChange.Of(changes));
        Assert.Empty(FeeRollupChange.Of([]));
    }

    private static FeeRollupChange Change(
        long dayMs, long amount, long allocated, string market = "BTCUSDT", string kind = "taker", long rate = 7, string fund = Make.Fund) =>
        new(fund, market, kind, rate, dayMs, amount, allocated, FeeCount: 1);

    private static LedgerAppend Append(long expectedSequence, params IReadOnlyList<FeeRollupChange> fees) =>
        Make.Liquidations(expectedSequence, 1) with { Fees = fees, RateTotals = RateTotalChange.Of(fees) };

    private static async Task AppendAsync(LedgerStore ledger, params IReadOnlyList<FeeRollupChange> fees)
    {
        var head = await ledger.ReadHeadAsync(Cancellation);
        Assert.Equal(AppendOutcome.Committed, await ledger.AppendAsync(Append(head.Sequence, fees), Cancellation));
    }

    private static LedgerEntry Fee(
        long sequence, DateTimeOffset start, string? symbol, string? market, FeeKind? kind, long? rate, long amount, long allocated)
    {
        var body = new FeeAllocated
        {
            Source = "engine",
            Symbol = symbol,
            Market = market,
            FeeKind = kind,
            PeriodStart = start,
            PeriodEnd = start.AddSeconds(1),
            Amount = new Money(amount, Usdt),
            RateSequence = rate,
            Share = default,
            Allocated = new Money(allocated, Usdt),
            IdCommitment = string.Empty,
        };
        return new LedgerEntry { Sequence = sequence, FundId = Make.Fund, RecordedAt = start, OccurredAt = start, Body = body };
    }
}
