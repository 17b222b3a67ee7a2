using Microsoft.Data.Sqlite;
using Portal.Storage.Database;
using SQLitePCL;

namespace Portal.Storage.Tests.Database;

/// <summary>What every query does on SQLite, without anybody listing the queries.</summary>
public sealed class SqliteTextTests
{
    // Tables that stay small, and names that stand for no table.
    private static readonly string[] MayBeScanned =
    [
        "fund_state", "source_state", "source_flow", "source_pause", "index_price", "intake_key", "log_checkpoint", "log_key", "quarantine", "adl_queue", "person", "invitation", "role_grant", "data_key", "intervals", "CONSTANT",
    ];

    public static TheoryData<string> Names => SqlTexts.ForSqlite;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_query_can_be_prepared(string name)
    {
        await using var test = await TestDatabase.CreateAsync(SqlEngine.Sqlite);

        Assert.NotNull(await PlanOfAsync(test, SqlTexts.All[name].Sqlite!));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task No_query_goes_through_a_whole_table(string name)
    {
        await using var test = await TestDatabase.CreateAsync(SqlEngine.Sqlite);
        var scanned = (await PlanOfAsync(test, SqlTexts.All[name].Sqlite!))
            .Where(step => step.StartsWith("SCAN ", StringComparison.Ordinal))
            .Select(step => step.Split(' ')[1]);

        Assert.Empty(scanned.Except(MayBeScanned, StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task No_page_is_sorted_after_it_is_read(string name)
    {
        await using var test = await TestDatabase.CreateAsync(SqlEngine.Sqlite);
        var text = SqlTexts.All[name].Sqlite!;
        var sorts = (await PlanOfAsync(test, text)).Where(step => step.Contains("TEMP B-TREE", StringComparison.Ordinal));

        Assert.True(!text.Contains("LIMIT", StringComparison.Ordinal) || !sorts.Any(), name);
    }

    [Fact]
    public async Task A_query_without_an_index_would_be_noticed()
    {
        await using var test = await TestDatabase.CreateAsync(SqlEngine.Sqlite);

        Assert.Contains("SCAN liquidation", await PlanOfAsync(test, "SELECT * FROM liquidation WHERE draw_units = @draw"));
    }

    private static async Task<IReadOnlyList<string>> PlanOfAsync(TestDatabase test, string text)
    {
        await using var connection = (SqliteConnection)await test.Database.OpenAsync(TestContext.Current.CancellationToken);
        var steps = new List<string>();
        var tail = text;
        while (!string.IsNullOrWhiteSpace(tail))
        {
            // Directly, since a SqliteCommand does not run with parameters that have no value.
            SqliteException.ThrowExceptionForRC(
                raw.sqlite3_prepare_v2(connection.Handle!, "EXPLAIN QUERY PLAN " + tail, out var statement, out tail), connection.Handle!);
            using (statement)
            {
                while (raw.sqlite3_step(statement) == raw.SQLITE_ROW)
                {
                    steps.Add(raw.sqlite3_column_text(statement, 3).utf8_to_string());
                }
            }
        }

        return steps;
    }
}
