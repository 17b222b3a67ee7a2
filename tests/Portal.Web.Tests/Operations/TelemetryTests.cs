using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Portal.Web.Operations;
using Portal.Web.Tests.Intake;
using Portal.Worker.Telemetry;

namespace Portal.Web.Tests.Operations;

/// <summary>What a collector gets of a portal at work, over the wire.</summary>
public sealed class TelemetryTests
{
    private const string Account = "account-of-a-trader";
    private const string ExternalId = "engine-order-4711";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task A_collector_gets_metrics_and_the_way_of_a_batch_and_nothing_about_anybody()
    {
        await using var collector = await CollectorStub.StartAsync();
        await using (var portal = new PortalFactory())
        {
            portal.Settings["Portal:Telemetry:OtlpEndpoint"] = collector.Address;
            portal.Settings["Portal:Telemetry:TraceRatio"] = "1";
            portal.Settings["Portal:Samples:Pause"] = "00:00:00.100";
            var client = await IntakeClient.StartAsync(portal);
            var (status, _) = await client.SendAsync($"[{IntakeClient.Record(ExternalId, more: $",\"account\":\"{Account}\"")},{IntakeClient.Record("2", margin: "-1")}]");
            Assert.Equal(HttpStatusCode.OK, status);
            using var http = portal.CreateClient();
            await http.GetStringAsync(new Uri("/", UriKind.Relative), Cancellation);

            // A host that stops sends what it has.
            await portal.Services.GetRequiredService<IHost>().StopAsync(Cancellation);
        }

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

        foreach (var secret in (string[])[Account, ExternalId, IntakeClient.Source + "/1"])
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
