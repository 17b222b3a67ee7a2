using System.Net;
using System.Text;
using System.Text.Json;
using CsvHelper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Portal.Storage.Database;
using Portal.Web.Live;
using Portal.Web.Tests.Live;

namespace Portal.Web.Tests.Features.PublicApi;

/// <summary>Whole lists as files.</summary>
public sealed class ExportsTests
{
    private const string Formula = "=CMD(1)";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Liquidations_come_whole_newest_first_and_say_that_they_are_complete()
    {
        await using var portal = await StartAsync(many: 450);

        using var answer = await portal.GetAsync("/api/v1/export/liquidations.ndjson");
        var lines = (await answer.Content.ReadAsStringAsync(Cancellation)).TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToArray();

        Assert.Equal("application/x-ndjson", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("456", Assert.Single(answer.Headers.GetValues("X-Portal-Sequence")));
        Assert.Equal(Enumerable.Range(3, 453).Reverse(), lines.SkipLast(1).Select(line => line.GetProperty("sequence").GetInt32()));
        Assert.Equal((true, 453, 456), (lines[^1].GetProperty("complete").GetBoolean(), lines[^1].GetProperty("records").GetInt32(), lines[^1].GetProperty("sequence").GetInt32()));
        Assert.Equal(456, lines[^2].GetProperty("reversedBy").GetInt32());
    }

    [Fact]
    public async Task A_table_holds_exact_figures_and_runs_nothing_in_a_spreadsheet()
    {
        await using var portal = await StartAsync();

        var rows = await TableAsync(portal, "/api/v1/export/liquidations.csv");

        Assert.Equal(["5", "4", "3"], rows.Select(row => row["sequence"]));
        Assert.Equal(["BTCUSDT", $"'{Formula}", "BTCUSDT"], rows.Select(row => row["symbol"]));
        Assert.Equal(["-150.00", "20.00", "-150.00"], rows.Select(row => row["residual"]));
        Assert.Equal(["covered", "surplus", "covered"], rows.Select(row => row["outcome"]));
        Assert.Equal([string.Empty, string.Empty, "6"], rows.Select(row => row["reversedBy"]));
    }

    [Theory]
    [InlineData("fund=usdt&outcome=covered", "5 3")]
    [InlineData("side=short", "")]
    [InlineData("before=4", "3")]
    [InlineData("sort=oldest", "3 4 5")]
    [InlineData("sort=oldest&outcome=covered&before=5", "3")]
    [InlineData("minAmount=100", "5 3")]
    [InlineData("maxAmount=100", "4")]
    [InlineData("to=2026-03-01T12:00:00Z", "")]
    public async Task Filters_are_those_of_the_list(string query, string sequences)
    {
        await using var portal = await StartAsync();

        Assert.Equal(sequences, string.Join(' ', (await TableAsync(portal, $"/api/v1/export/liquidations.csv?{query}")).Select(row => row["sequence"])));
    }

    [Fact]
    public async Task Entries_come_byte_for_byte_with_what_took_them_back()
    {
        await using var portal = await StartAsync(many: 1_100);
        var stored = await portal.Services.GetRequiredService<Portal.Storage.Ledger.LedgerStore>().ReadEntriesAsync(0, 2_000, Cancellation);

        var rows = await TableAsync(portal, "/api/v1/export/entries.csv");
        var lines = (await portal.Client.GetStringAsync(new Uri("/api/v1/export/entries.ndjson?after=1100", UriKind.Relative), Cancellation)).TrimEnd('\n').Split('\n');

        Assert.Equal(stored.Select(row => Encoding.UTF8.GetString(row.Bytes)), rows.Select(row => row["entry"]));
        Assert.Equal(stored.Select(row => Convert.ToHexStringLower(row.LeafHash)), rows.Select(row => row["leafHash"]));
        Assert.Equal("1106", rows[2]["reversedBy"]);
        Assert.Equal(7, lines.Length);
        Assert.StartsWith(Encoding.UTF8.GetString(stored[1_100].Bytes)[..^1], lines[0], StringComparison.Ordinal);
        Assert.Contains("\"complete\":true", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_cut_short_breaks_off_and_never_looks_complete()
    {
        await using var portal = await StartAsync(many: 20_000);
        using var answer = await portal.Client.GetAsync(new Uri("/api/v1/export/entries.csv", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Cancellation);
        using (var connection = new SqliteConnection(portal.Services.GetRequiredService<IOptions<DatabaseOptions>>().Value.ConnectionString))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "ALTER TABLE ledger_entry RENAME TO ledger_entry_away";
            command.ExecuteNonQuery();
        }

        await Assert.ThrowsAnyAsync<Exception>(() => answer.Content.ReadAsByteArrayAsync(Cancellation));
    }

    [Fact]
    public async Task Over_http_2_a_trailer_counts_what_was_sent()
    {
        await using var portal = await StartAsync(many: 0, ("Kestrel:EndpointDefaults:Protocols", "Http2"));
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/api/v1/export/liquidations.csv", UriKind.Relative))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };

        using var answer = await portal.Client.SendAsync(request, Cancellation);

        Assert.Equal("3", Assert.Single(answer.TrailingHeaders.GetValues("X-Portal-Records")));
    }

    [Theory]
    [InlineData("liquidations.csv?fund=nobody", "fund")]
    [InlineData("liquidations.ndjson?side=up", "side")]
    [InlineData("liquidations.csv?sort=draw", "sort")]
    [InlineData("entries.csv?after=x", "after")]
    public async Task A_bad_parameter_is_named(string address, string field)
    {
        await using var portal = await StartAsync();

        Assert.Equal(field, (await portal.JsonAsync($"/api/v1/export/{address}", HttpStatusCode.BadRequest)).GetProperty("field").GetString());
    }

    [Fact]
    public async Task An_address_has_a_limited_number_at_a_time_and_one_that_goes_away_gives_its_share_back()
    {
        await using var portal = await StartAsync(many: 20_000, ("Portal:Limits:ExportsPerAddress", "1"));

        // Not read, so it waits for its reader: more than the sockets between them hold.
        var first = await portal.Client.GetAsync(new Uri("/api/v1/export/entries.ndjson", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Cancellation);
        using var second = await portal.GetAsync("/api/v1/export/entries.csv");
        first.Dispose();
        var third = second.StatusCode;
        for (var wait = 0; third is HttpStatusCode.TooManyRequests && wait < 600; wait++)
        {
            using var answer = await portal.GetAsync("/api/v1/export/entries.csv?after=20000");
            third = answer.StatusCode;
            await Task.Delay(100, Cancellation);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, second.StatusCode);
        Assert.NotNull(second.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.OK, third);
    }

    // Sequences 1 and 2 open the fund; the third is taken back by the last.
    private static async Task<LivePortal> StartAsync(int many = 0, params (string Name, string Value)[] settings)
    {
        var portal = await LivePortal.StartAsync(settings);
        await portal.Market.OpenAsync("usdt", "USDT", "1000");
        await portal.Market.SettleAsync(new TestLiquidation("50", "200"), new TestLiquidation("30", "10", Formula), new TestLiquidation("50", "200"));
        for (var left = many; left > 0; left -= 1_000)
        {
            await portal.Market.SettleAsync([.. Enumerable.Range(0, Math.Min(left, 1_000)).Select(_ => new TestLiquidation("2", "1"))]);
        }

        await portal.Market.ReverseAsync(3);
        await portal.ShownAsync();
        return portal;
    }

    private static async Task<IReadOnlyList<Dictionary<string, string>>> TableAsync(LivePortal portal, string address)
    {
        var text = await portal.Client.GetStringAsync(new Uri(address, UriKind.Relative), Cancellation);
        using var reader = CsvReader.FromText(text, new CsvReaderOptions { HasHeader = false });
        var rows = new List<string[]>();
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(index => reader.GetString(index))]);
        }

        return [.. rows.Skip(1).Select(row => rows[0].Zip(row).ToDictionary(StringComparer.Ordinal))];
    }
}
