using Portal.Storage.Database;
using Portal.Storage.Intake;
using Portal.Storage.Ledger;

namespace Portal.Storage.Tests.Intake;

public sealed class SourceStoreTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<SqlEngine> Engines => TestDatabase.Engines;

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Counts_add_up_and_the_later_time_and_the_higher_number_stay(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        using var ledger = new LedgerStore(test.Database, new LedgerSignal(TimeProvider.System));
        await AppendAsync(new SourceChange("b", 50));
        await AppendAsync(new SourceChange("a", 100, SourceSequence: 7, Gaps: 2, Settled: 10, Duplicates: 1, Conflicts: 2, Rejected: 3, Dismissed: 0));
        await AppendAsync(new SourceChange("a", 90, SourceSequence: 6, Gaps: -1, Settled: 5, Duplicates: 1, Conflicts: 1, Rejected: 1, Dismissed: 1));
        await AppendAsync(new SourceChange("a", 95));

        var sources = await new SourceStore(test.Database).ReadAllAsync(Cancellation);

        Assert.Equal([new SourceStateRow("a", 100, 7, 1, 15, 2, 3, 4, 1), new SourceStateRow("b", 50, null, 0, 0, 0, 0, 0, 0)], sources);
        await AppendAsync(new SourceChange("b", 60, SourceSequence: 1));
        Assert.Equal(1, (await new SourceStore(test.Database).ReadAllAsync(Cancellation))[1].LastSourceSequence);

        Task AppendAsync(SourceChange change) =>
            ledger.AppendAsync(new LedgerAppend { ExpectedSequence = 0, TreeEdge = [], Sources = [change] }, Cancellation);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task The_newest_settled_record_and_the_newest_problem_stay_until_there_is_a_newer_one(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        using var ledger = new LedgerStore(test.Database, new LedgerSignal(TimeProvider.System));
        await AppendAsync(ledger, new SourceChange("a", 100, Settled: 1, SettledAtMs: 100, OccurredAtMs: 70));
        await AppendAsync(ledger, new SourceChange("a", 200, Rejected: 1, ProblemCode: "negative-margin", ProblemField: "margin"));
        await AppendAsync(ledger, new SourceChange("a", 300, Settled: 1, SettledAtMs: 300, OccurredAtMs: 290));

        var source = Assert.Single(await new SourceStore(test.Database).ReadAllAsync(Cancellation));
        Assert.Equal((300L, 290L), (source.LastSettledAtMs, source.LastOccurredAtMs));
        Assert.Equal((200L, "negative-margin", "margin"), (source.LastProblemAtMs, source.LastProblemCode, source.LastProblemField));

        await AppendAsync(ledger, new SourceChange("a", 400, Conflicts: 1, ProblemCode: "conflict"));
        source = Assert.Single(await new SourceStore(test.Database).ReadAllAsync(Cancellation));
        Assert.Equal((400L, "conflict", null), (source.LastProblemAtMs, source.LastProblemCode, source.LastProblemField));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task What_came_in_the_last_minute_and_hour_is_counted_and_older_slots_are_used_again(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        using var ledger = new LedgerStore(test.Database, new LedgerSignal(TimeProvider.System));
        var now = DateTimeOffset.FromUnixTimeMilliseconds(Make.StartMs - (Make.StartMs % SourceFlow.SlotMs) + 5_000);
        Assert.Empty((await new SourceStore(test.Database).ReadFlowAsync(now, Cancellation)).Rows);
        (int SecondsAgo, int Records)[] arrivals = [(3_662, 1_000), (3_610, 500), (3_580, 7), (70, 20), (54, 3), (5, 4), (0, 5), (0, 6)];
        foreach (var (secondsAgo, records) in arrivals)
        {
            await AppendAsync(ledger, new SourceChange("a", now.AddSeconds(-secondsAgo).ToUnixTimeMilliseconds(), Settled: records));
        }

        var (rows, minute, hour) = await new SourceStore(test.Database).ReadFlowAsync(now, Cancellation);

        Assert.Equal([new SourceFlowRow("a", MinuteRecords: 18, HourRecords: 45)], rows);
        Assert.Equal((55m, 3_595m), (minute, hour));

        // An hour and a minute later the same slots are counted from nothing, and a clock that was set back counts nothing.
        var later = now.AddSeconds(3_660);
        await AppendAsync(ledger, new SourceChange("a", later.ToUnixTimeMilliseconds(), Settled: 2));
        await AppendAsync(ledger, new SourceChange("a", now.ToUnixTimeMilliseconds(), Settled: 100));
        Assert.Equal([new SourceFlowRow("a", 2, 2)], (await new SourceStore(test.Database).ReadFlowAsync(later, Cancellation)).Rows);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task What_operators_put_right_is_counted_apart_and_came_from_nobody(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        using var ledger = new LedgerStore(test.Database, new LedgerSignal(TimeProvider.System));
        var now = DateTimeOffset.FromUnixTimeMilliseconds(Make.StartMs - (Make.StartMs % SourceFlow.SlotMs) + 5_000);
        var at = now.ToUnixTimeMilliseconds();
        await AppendAsync(ledger, new SourceChange("a", at, SourceSequence: 4, Gaps: 1, Rejected: 1));

        await AppendAsync(ledger, new SourceChange("a", at - 40_000, SourceSequence: 3, Gaps: -1, Corrected: 1));

        Assert.Equal([new SourceStateRow("a", at, 4, 0, 0, 0, 0, 1, 0, Corrected: 1)], await new SourceStore(test.Database).ReadAllAsync(Cancellation));
        Assert.Equal([new SourceFlowRow("a", 1, 1)], (await new SourceStore(test.Database).ReadFlowAsync(now, Cancellation)).Rows);
    }

    private static Task<AppendOutcome> AppendAsync(LedgerStore ledger, SourceChange change) =>
        ledger.AppendAsync(new LedgerAppend { ExpectedSequence = 0, TreeEdge = [], Sources = [change] }, Cancellation);
}
