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
}
