using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Portal.Web.Operations;
using Portal.Web.Tests.Intake;
using Portal.Web.Tests.Processes;
using Portal.Worker.Telemetry;

namespace Portal.Web.Tests.Operations;

/// <summary>What a collector gets of a portal at work, over the wire.</summary>
public sealed class TelemetryTests
{
    private const string Account = "account-of-a-trader";
    private const string ExternalId = "engine-order-4711";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    // A process of its own: meters belong to a process, so portals of other tests would count into this one's and take them away when they end.
    [Fact(Timeout = 120_000)]
    public async Task A_collector_gets_metrics_and_the_way_of_a_batch_and_nothing_about_anybody()
    {
        using var folder = new ProcessFolder();
        await using var collector = await CollectorStub.StartAsync();
        Assert.Equal(0, (await PortalProcess.RunAsync(folder.Path, "fund", "add", "btc", "--asset", "BTC", "--opening", "10", "--symbols", "*")).ExitCode);
        var engine = await ProcessIntake.AddKeyAsync(folder);
        await using var portal = await PortalProcess.ServeAsync(
            folder.Path,
            settings: [$"--Portal:Telemetry:OtlpEndpoint={collector.Address}", "--Portal:Telemetry:TraceRatio=1", "--Portal:Samples:Pause=00:00:00.100"]);
        await engine.SendOfAsync(portal.Address!, ExternalId, Account);
        Assert.Equal("rejected", await engine.TrySendAsync(portal.Address!, "2", margin: "-1"));
        using var visitor = new HttpClient { BaseAddress = portal.Address };
        await visitor.GetStringAsync(new Uri("/", UriKind.Relative), Cancellation);

        // A portal that stops sends what it has.
        Assert.Equal(0, await portal.StopAsync());

        var (metrics, traces) = (collector.All("/v1/metrics"), collector.All("/v1/traces"));
        foreach (var name in (string[])[
            "portal.intake.records", "portal.record.outcome", "rejected", "portal.settlement.batch.size", "portal.settlement.duration", "portal.intake.queue.length",
            "portal.settlement.active", "portal.log.checkpoints", "portal.log.checkpoint.age", "portal.ledger.lag", "portal.hub.connections", "portal.fund.adl.state",
            "http.server.request.duration", "insurance-fund-portal", "dotnet.gc.collections"])
        {
            Assert.Contains(name, metrics, StringComparison.Ordinal);
        }

        foreach (var name in (string[])["intake.receive", "intake.queue", "settlement.batch", "settlement.settle", "settlement.commit", "settlement.acknowledge", "live.announce"])
        {
            Assert.Contains(name, traces, StringComparison.Ordinal);
        }

        foreach (var secret in (string[])[Account, ExternalId, "engine/1"])
        {
            Assert.DoesNotContain(secret, metrics + traces, StringComparison.Ordinal);
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task Without_an_endpoint_nobody_listens_and_no_batch_is_traced()
    {
        await using var portal = new PortalFactory();
        var client = await IntakeClient.StartAsync(portal);

        await client.SendAsync($"[{IntakeClient.Record("1")}]");

        Assert.DoesNotContain(portal.Services.GetServices<IHostedService>(), service => service is TelemetryExport);
    }

    [Fact(Timeout = 60_000)]
    public async Task Records_are_counted_by_outcome_kind_of_source_and_kind_of_record_once_a_commit()
    {
        await using var portal = new PortalFactory();
        var client = await IntakeClient.StartAsync(portal);
        var queue = portal.Services.GetRequiredService<Portal.Worker.Settling.IntakeQueue>();
        var counted = new List<(long Count, string Tags)>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument.Name == "portal.intake.records")
            {
                own.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, count, tags, _) =>
        {
            lock (counted)
            {
                counted.Add((count, string.Join(' ', tags.ToArray().Select(tag => tag.Value))));
            }
        });
        listener.Start();

        await client.SendAsync($"[{IntakeClient.Record("1")},{IntakeClient.Record("2")},{IntakeClient.Record("2")},{IntakeClient.Record("1", loss: "9")}]");

        lock (counted)
        {
            // Meters are the process's, so another test's portal may be heard here too; this batch is one that only this test sends.
            Assert.Contains((2, "settled live liquidation"), counted);
            Assert.Contains((1, "duplicate live liquidation"), counted);
            Assert.Contains((1, "conflict live liquidation"), counted);
        }

        Assert.True(queue.IsOpen);
    }

    [Theory]
    [InlineData("Portal:Telemetry:TraceRatio", "2")]
    [InlineData("Portal:Telemetry:OtlpEndpoint", "collector")]
    [InlineData("Portal:Samples:Pause", "01:00:00")]
    [InlineData("Portal:Alerts:SourceSilentAfter", "00:00:00")]
    [InlineData("Portal:Logs:Format", "xml")]
    public async Task A_setting_that_makes_no_sense_is_refused_at_start(string name, string value)
    {
        await using var portal = new PortalFactory();
        portal.Settings[name] = value;

        Assert.ThrowsAny<OptionsValidationException>(() => portal.Services);
    }
}
