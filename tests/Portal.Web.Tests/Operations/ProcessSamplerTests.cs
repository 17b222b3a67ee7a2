using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Portal.Storage.Database;
using Portal.Storage.Operations;
using Portal.Web.Tests.Intake;
using Portal.Worker.Telemetry;

namespace Portal.Web.Tests.Operations;

/// <summary>What a process leaves of itself in the database.</summary>
public sealed class ProcessSamplerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task What_was_settled_is_in_the_samples_once_and_the_last_one_says_goodbye()
    {
        await using var portal = new PortalFactory();
        portal.Settings["Portal:Samples:Pause"] = "00:00:00.100";
        var client = await IntakeClient.StartAsync(portal);
        var samples = portal.Services.GetRequiredService<ProcessSampleStore>();

        await client.SendAsync($"[{IntakeClient.Record("1")},{IntakeClient.Record("2")},{IntakeClient.Record("1", loss: "9")}]");
        await portal.Services.GetRequiredService<IHost>().StopAsync(Cancellation);

        var left = await samples.ReadSinceAsync(DateTimeOffset.UnixEpoch, Cancellation);
        Assert.Equal((2, 1), (left.Sum(sample => sample.Settled), left.Sum(sample => sample.Refused)));
        Assert.True(left.Sum(sample => sample.Commits) >= 1);
        Assert.Equal(1, left[0].IsLast);
        Assert.Contains(left, sample => sample.IsLast == 0);
        Assert.Contains(left, sample => sample.IsSettling == 1);
        Assert.All(left, sample => Assert.Equal(("web,worker", $"{Environment.MachineName}:{Environment.ProcessId}"), (sample.Roles, sample.Node)));
        Assert.All(left, sample => Assert.True(sample.MemoryBytes > 0 && sample.DatabaseBytes > 0 && sample.DatabaseFreeBytes > 0));
    }

    [Fact(Timeout = 120_000)]
    public async Task What_could_not_be_left_is_counted_in_the_next_sample()
    {
        await using var portal = new PortalFactory();
        portal.Settings["Portal:Samples:Pause"] = "00:00:00.100";
        var client = await IntakeClient.StartAsync(portal);
        var samples = portal.Services.GetRequiredService<ProcessSampleStore>();

        await RunAsync(portal, "ALTER TABLE process_sample RENAME TO process_sample_away");
        await client.SendAsync($"[{IntakeClient.Record("1")}]");
        var figures = portal.Services.GetRequiredService<SettlingFigures>();
        await Task.Delay(400, Cancellation);
        await RunAsync(portal, "ALTER TABLE process_sample_away RENAME TO process_sample");
        await portal.Services.GetRequiredService<IHost>().StopAsync(Cancellation);

        Assert.Equal(1, (await samples.ReadSinceAsync(DateTimeOffset.UnixEpoch, Cancellation)).Sum(sample => sample.Settled));
        Assert.Equal((0, 0, 0, 0), figures.Take());
    }

    private static async Task RunAsync(PortalFactory portal, string statement)
    {
        await using var connection = new SqliteConnection(
            portal.Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<DatabaseOptions>>().Value.ConnectionString);
        await connection.OpenAsync(Cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = statement;
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
