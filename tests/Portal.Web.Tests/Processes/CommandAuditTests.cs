using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Portal.Web.Tests.Processes;

/// <summary>What is decided on the command line stands in the audit, in the transaction of its entries.</summary>
public sealed class CommandAuditTests
{
    [Fact(Timeout = 300_000)]
    public async Task Every_decision_of_the_command_line_leaves_a_row_and_a_rate_is_announced_once_there_is_an_owner()
    {
        using var folder = new ProcessFolder();
        await DoneAsync(folder, "fund", "add", "usdt", "--asset", "USDT", "--opening", "5", "--symbols", "*");
        await DoneAsync(folder, "contract", "add", "BTCUSDT", "--kind", "linear", "--settle", "USDT", "--fund", "usdt");
        await DoneAsync(folder, "rate", "set", "usdt", "--share-ppm", "1000", "--reason", "A first rate");
        await RefusedAsync(folder, "fund", "add", "usdt", "--asset", "USDT", "--opening", "5");
        await DoneAsync(folder, "rate", "set", "usdt", "--share-ppm", "2000", "--reason", "Nobody is here to approve it");

        var rows = Rows(folder);
        Assert.Equal(
            ["operator local fund.opened usdt 2", "operator local contract.listed BTCUSDT 3", "operator local rate.set usdt 4", "operator local rate.set usdt 5"],
            rows.Select(row => string.Create(CultureInfo.InvariantCulture, $"{row.Who} {row.From} {row.Action} {row.Subject} {row.Details.GetProperty("sequence").GetInt64()}")));
        Assert.Equal(1_000, rows[2].Details.GetProperty("sharePpm").GetInt64());

        Execute(folder, """
            INSERT INTO person (person_id, email, normalized_email, handle, normalized_handle, role, security_stamp, concurrency_stamp, two_factor_enabled, failed_count, created_at_ms)
            VALUES ('00000000000000000000000000000001', 'a@example.org', 'A@EXAMPLE.ORG', 'alice', 'ALICE', 'owner', 's', 'c', 0, 0, 1)
            """);
        var began = DateTimeOffset.UtcNow;
        var soon = began.AddMinutes(2).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var refused = await RefusedAsync(folder, "rate", "set", "usdt", "--share-ppm", "3000", "--effective", soon, "--reason", "Too soon");
        Assert.Contains("--effective", refused, StringComparison.Ordinal);
        Assert.Contains("The earliest is 20", refused, StringComparison.Ordinal);
        await DoneAsync(folder, "rate", "set", "usdt", "--share-ppm", "3000", "--reason", "Everybody sees it coming");

        var last = Rows(folder)[^1].Details;
        Assert.InRange(last.GetProperty("effective").GetDateTimeOffset(), began.AddMinutes(10), DateTimeOffset.UtcNow.AddMinutes(10).AddSeconds(1));
        Assert.Equal(0, last.GetProperty("effective").GetDateTimeOffset().Millisecond);
        Assert.Equal(5, Rows(folder).Count);
    }

    private static async Task DoneAsync(ProcessFolder folder, params string[] arguments)
    {
        var (exit, output) = await PortalProcess.RunAsync(folder.Path, arguments);
        Assert.True(exit == 0, output);
    }

    private static async Task<string> RefusedAsync(ProcessFolder folder, params string[] arguments)
    {
        var (exit, output) = await PortalProcess.RunAsync(folder.Path, arguments);
        Assert.True(exit == 1, output);
        return output;
    }

    private static List<(string Who, string From, string Action, string Subject, JsonElement Details)> Rows(ProcessFolder folder)
    {
        using var connection = Open(folder);
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT person, address, action, subject, details FROM audit_entry ORDER BY sequence";
        using var reader = command.ExecuteReader();
        var rows = new List<(string, string, string, string, JsonElement)>();
        while (reader.Read())
        {
            rows.Add((reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), JsonElement.Parse(reader.GetString(4))));
        }

        return rows;
    }

    private static void Execute(ProcessFolder folder, string statement)
    {
        using var connection = Open(folder);
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }

    private static SqliteConnection Open(ProcessFolder folder)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(folder.Path, "data", "portal.db")};Pooling=False");
        connection.Open();
        return connection;
    }
}
