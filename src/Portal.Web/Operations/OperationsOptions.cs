using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Portal.Web.Operations;

/// <summary>What the portal tells an OpenTelemetry collector. Nothing unless an endpoint is named, here or by <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>.</summary>
public sealed class TelemetryOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Portal:Telemetry";

    /// <summary>The variable that OpenTelemetry itself has for it.</summary>
    public const string StandardEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>The collector's address for OTLP over HTTP, without <c>/v1/metrics</c>.</summary>
    [Url(ErrorMessage = "Portal:Telemetry:OtlpEndpoint is an address such as http://collector:4318.")]
    public string? OtlpEndpoint { get; set; }

    /// <summary>The share of batches whose way is traced, where the sender has not decided it; 0 to 1. Null leaves it to <c>OTEL_TRACES_SAMPLER</c>, or 0.05.</summary>
    [Range(0.0, 1.0)]
    public double? TraceRatio { get; set; }
}

/// <summary>Checks the options at start.</summary>
[OptionsValidator]
public sealed partial class TelemetryOptionsValidator : IValidateOptions<TelemetryOptions>;

/// <summary>How often a process leaves a sample of itself for the dashboard.</summary>
public sealed class SampleOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Portal:Samples";

    /// <summary>The time between two samples.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:00:20")]
    public TimeSpan Pause { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long samples are kept.</summary>
    [Range(typeof(TimeSpan), "03:00:00", "30.00:00:00")]
    public TimeSpan KeptFor { get; set; } = TimeSpan.FromHours(48);
}

/// <summary>Checks the options at start.</summary>
[OptionsValidator]
public sealed partial class SampleOptionsValidator : IValidateOptions<SampleOptions>;
