using Microsoft.Data.Sqlite;
using Portal.Storage.Database;
using Portal.Storage.Tests.Database;

namespace Portal.Storage.Tests.Audit;

/// <summary>A search of the audit takes the same steps whether the audit is long or longer: counted by SQLite itself, not by a clock.</summary>
public sealed class BoundedAuditTests
{
    private const int Rows = 8_000;
    private const int Range = 200;

    /// <summary>Far more than a row takes, far less than all rows beyond the range would.</summary>
    private const int StepsPerRowMax = 40;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Pages { get; } =
        [.. SqlTexts.All.Keys.Where(static name => name.StartsWith("AuditTexts.", StringComparison.Ordinal)), "AuditStore.SelectNextAction", "AuditStore.SelectPlace"];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_steps_through_its_range_and_no_further(string name)
    {
        await using var test = await TestDatabase.CreateAsync(SqlEngine.Sqlite);
        await test.ExecuteAsync($$"""
            WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < {{Rows}})
            INSERT INTO audit_entry (sequence, at_ms, person, address, action, subject, details, entry_hash)
            SELECT n, n, 'alice', '::1', 'a', CASE WHEN n % {{Rows / Range}} = 0 THEN 'source x' ELSE 'proposal ' || n END, '{}', zeroblob(32) FROM counted
            """);
        await using var connection = (SqliteConnection)await test.Database.OpenAsync(Cancellation);

        // A range in the middle, and a subject that few have.
        var steps = SqliteSteps.Of(connection, SqlTexts.All[name].Sqlite!, new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["@Person"] = "alice",
            ["@Action"] = "a",
            ["@Subject"] = "source",
            ["@SubjectEnd"] = "sourcf",
            ["@AfterMs"] = (long)(Rows / 2),
            ["@After"] = 0L,
            ["@BeforeMs"] = (long)((Rows / 2) + Range),
            ["@Before"] = 0L,
            ["@Sequence"] = 1L,
            ["@Limit"] = 100L,
            ["@One"] = 1L,
            ["@Skip"] = (long)Rows,
        });

        Assert.InRange(steps, 1, Range * StepsPerRowMax);
    }
}
