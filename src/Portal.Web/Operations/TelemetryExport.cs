using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Portal.Worker.Telemetry;

namespace Portal.Web.Operations;

/// <summary>Sends metrics and traces to a collector from start to stop. There is none unless an endpoint is configured.</summary>
internal sealed class TelemetryExport(IOptions<TelemetryOptions> options, IConfiguration configuration) : IHostedService, IDisposable
{
    // A collector that does not answer holds a stop up for this long, once for each of the two. What it has not taken by then is lost.
    private const int LastExportMsMax = 5_000;

    private const double TraceRatioDefault = 0.05;
    private const string StandardProtocol = "OTEL_EXPORTER_OTLP_PROTOCOL";
    private const string StandardSampler = "OTEL_TRACES_SAMPLER";

    // Routes are named by their patterns there, so no address, handle or token gets out with them.
    private static readonly string[] Meters =
    [
        SettlingFigures.MeterName, LiveFigures.MeterName, LedgerFigures.MeterName,
        "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Http.Connections", "System.Runtime",
    ];

    private MeterProvider? _metrics;
    private TracerProvider? _traces;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var metrics = Sdk.CreateMeterProviderBuilder().ConfigureResource(Describe).AddMeter(Meters);
        _metrics = metrics.AddOtlpExporter(exporter => Address(exporter, "v1/metrics")).Build();
        var traces = Sdk.CreateTracerProviderBuilder().ConfigureResource(Describe).AddSource(PortalActivities.SourceName);
        if (options.Value.TraceRatio is not null || string.IsNullOrEmpty(configuration[StandardSampler]))
        {
            traces.SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(options.Value.TraceRatio ?? TraceRatioDefault)));
        }

        _traces = traces.AddOtlpExporter(exporter => Address(exporter, "v1/traces")).Build();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            // What was counted last is sent too, if the collector answers at all.
            _traces?.Shutdown(LastExportMsMax);
            _metrics?.Shutdown(LastExportMsMax);
        },
        cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
    }

    private static void Describe(ResourceBuilder resource) => resource
        .AddService(
            "insurance-fund-portal",
            serviceVersion: Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion,
            serviceInstanceId: ProcessName.Own)
        .AddEnvironmentVariableDetector();

    private void Address(OtlpExporterOptions exporter, string path)
    {
        if (options.Value.OtlpEndpoint is { Length: > 0 } endpoint)
        {
            exporter.Protocol = OtlpExportProtocol.HttpProtobuf;

            // An address that is set by a program is taken as it is.
            exporter.Endpoint = new Uri(string.Create(CultureInfo.InvariantCulture, $"{endpoint.TrimEnd('/')}/{path}"));
        }
        else if (string.IsNullOrEmpty(configuration[StandardProtocol]))
        {
            exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
        }
    }
}

/// <summary>What this process is called among others.</summary>
internal static class ProcessName
{
    /// <summary>Machine and process id, as in the lease.</summary>
    public static string Own { get; } = string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}:{Environment.ProcessId}");
}
