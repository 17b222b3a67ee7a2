using System.Net;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Portal.Storage.Database;
using Portal.Storage.Leases;
using Portal.Web.Live;
using Portal.Web.Tests.Intake;
using Portal.Web.Tests.Live;

namespace Portal.Web.Tests.Operations;

/// <summary>What a balancer is told, and what only an operator is.</summary>
public sealed class ReadyTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task A_log_that_is_late_is_said_and_takes_no_node_out()
    {
        await using var portal = await StartAsync();
        var unsigned = (await portal.JsonAsync("/readyz")).GetProperty("checkpoint");
        await portal.PublishAsync();
        portal.Clock.Now += TimeSpan.FromHours(5);
        var covered = (await portal.JsonAsync("/readyz")).GetProperty("checkpoint");
        await portal.Market.SettleAsync(new TestLiquidation("2", "1"));
        var late = await portal.JsonAsync("/readyz");

        Assert.Equal((true, 2, false), (unsigned.GetProperty("late").GetBoolean(), unsigned.GetProperty("uncoveredEntries").GetInt64(), unsigned.TryGetProperty("ageSeconds", out _)));
        Assert.Equal((false, 2), (covered.GetProperty("late").GetBoolean(), covered.GetProperty("size").GetInt64()));
        Assert.Equal((true, 18_000), (late.GetProperty("checkpoint").GetProperty("late").GetBoolean(), late.GetProperty("checkpoint").GetProperty("ageSeconds").GetInt64()));
        Assert.Equal("ready", late.GetProperty("status").GetString());
    }

    [Fact(Timeout = 60_000)]
    public async Task A_database_that_a_newer_program_made_takes_the_node_out_and_says_why()
    {
        await using var portal = await StartAsync();
        await portal.ShownAsync();
        var known = (await portal.JsonAsync("/readyz")).GetProperty("schema").GetProperty("known").GetInt32();
        await RunAsync(portal.Services, $"INSERT INTO schema_version (version, name, applied_at_ms) VALUES ({known + 1}, 'newer', 1)");

        var schema = (await portal.JsonAsync("/readyz", HttpStatusCode.ServiceUnavailable)).GetProperty("schema");

        Assert.Equal((known + 1, known), (schema.GetProperty("found").GetInt32(), schema.GetProperty("known").GetInt32()));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_worker_says_whether_it_settles_and_how_the_log_stands()
    {
        await using var portal = new PortalFactory();
        await IntakeClient.StartAsync(portal);
        using var http = portal.CreateClient();

        var ready = System.Text.Json.JsonElement.Parse(await http.GetStringAsync(new Uri("/readyz", UriKind.Relative), Cancellation));

        Assert.False(ready.GetProperty("standby").GetBoolean());
        Assert.False(ready.TryGetProperty("stoppedSince", out _));
        Assert.True(ready.GetProperty("checkpoint").GetProperty("size").GetInt64() >= 0);
    }

    [Fact(Timeout = 120_000)]
    public async Task An_open_page_is_told_that_settling_has_stopped_and_that_it_goes_on()
    {
        await using var portal = await StartAsync();
        await portal.ShownAsync(snapshot => snapshot.IsLoaded && snapshot.StoppedSince is null);
        await using var follower = await HubFollower.StartAsync(portal);
        await follower.SubscribeAsync(2, "page:overview:en");

        // Nobody holds the lease in this portal, so it falls silent by itself.
        var stopped = await follower.MessageAsync(message => message.Method == "FragmentsChanged");
        var notice = Assert.Single(stopped.Content.EnumerateArray());
        Assert.Equal(("data-notice", "replace"), (notice.GetProperty("target").GetString(), notice.GetProperty("place").GetString()));
        Assert.Contains("Settling has stopped", notice.GetProperty("html").GetString(), StringComparison.Ordinal);
        Assert.True((await portal.JsonAsync("/readyz")).TryGetProperty("stoppedSince", out _));

        await portal.Services.GetRequiredService<LeaseStore>().TryTakeAsync("node:1:x", "http://node", 0, 0, Cancellation);
        var back = await follower.MessageAsync(message => message.Method == "FragmentsChanged"
            && !message.Content[0].GetProperty("html").GetString()!.Contains("stopped", StringComparison.Ordinal));
        Assert.Equal("data-notice", Assert.Single(back.Content.EnumerateArray()).GetProperty("target").GetString());
        Assert.Equal(2, back.Sequence);
    }

    private static async Task<LivePortal> StartAsync()
    {
        var portal = await LivePortal.StartAsync();
        await portal.Market.OpenAsync("usdt", "USDT", "1000");
        return portal;
    }

    private static async Task RunAsync(IServiceProvider services, string statement)
    {
        await using var connection = new SqliteConnection(services.GetRequiredService<IOptions<DatabaseOptions>>().Value.ConnectionString);
        await connection.OpenAsync(Cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = statement;
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
