using Microsoft.Data.Sqlite;
using Portal.Storage.Database;
using Portal.Storage.Ledger;
using Portal.Storage.Liquidations;
using Portal.Storage.Tests.Database;

namespace Portal.Storage.Tests.Liquidations;

/// <summary>A search that finds nothing takes the same steps whether the ledger is long or longer: counted by SQLite itself, not by a clock.</summary>
public sealed class BoundedReadTests
{
    private const int Rows = 8_000;
    private const int Range = 200;

    /// <summary>Far more than a row takes, far less than all rows beyond the range would.</summary>
    private const int StepsPerRowMax = 30;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Pages { get; } =
    [
        .. SqlTexts.All.Keys.Where(static name => name.StartsWith("LiquidationTexts.Older", StringComparison.Ordinal) || name.StartsWith("LiquidationTexts.Newer", StringComparison.Ordinal)),
        "LargestDrawStore.SelectSmaller",
        "LargestDrawStore.SelectLarger",
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_steps_through_its_range_and_no_further(string name)
    {
        await using var test = await TestDatabase.CreateAsync(SqlEngine.Sqlite);
        using var ledger = new LedgerStore(test.Database, new LedgerSignal(TimeProvider.System));
        await ledger.AppendAsync(Make.Append(0, [.. Enumerable.Range(1, Rows).Select(static sequence => Make.Liquidation(sequence, residual: -sequence))]), Cancellation);
        await using var connection = (SqliteConnection)await test.Database.OpenAsync(Cancellation);

        // A range in the middle, and a side that nobody has.
        var steps = SqliteSteps.Of(connection, SqlTexts.All[name].Sqlite!, new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["@FundId"] = Make.Fund,
            ["@Symbol"] = "BTCUSDT",
            ["@Outcome"] = 2L,
            ["@PositionSide"] = 2L,
            ["@After"] = (long)(Rows / 2),
            ["@Before"] = (long)((Rows / 2) + Range),
            ["@Draw"] = (long)((Rows / 2) + (name.EndsWith("Smaller", StringComparison.Ordinal) ? Range : 0)),
            ["@Sequence"] = 0L,
            ["@EndDraw"] = (long)((Rows / 2) + (name.EndsWith("Smaller", StringComparison.Ordinal) ? 0 : Range)),
            ["@EndSequence"] = 0L,
            ["@Limit"] = 100L,
            ["@One"] = 1L,
            ["@Skip"] = (long)Rows,
        });

        Assert.InRange(steps, 1, Range * StepsPerRowMax);
    }
}
