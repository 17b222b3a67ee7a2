using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Portal.Worker.Intake;

/// <summary>What one intake request may bring, and how often a source may come.</summary>
public sealed class IntakeLimits
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Portal:Limits";

    /// <summary>The most records in one body.</summary>
    [Range(1, 10_000)]
    public int IntakeRecordsMax { get; set; } = 10_000;

    /// <summary>The largest body in bytes, as sent and after decompression.</summary>
    [Range(1024, 8 * 1024 * 1024)]
    public int IntakeBodyBytesMax { get; set; } = 8 * 1024 * 1024;

    /// <summary>How many requests a second a source may make over time; twice as many in a burst.</summary>
    [Range(1, 100_000)]
    public int IntakeRequestsPerSecond { get; set; } = 2_000;

    /// <summary>How long a request waits for its commit before it is told to come back.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan IntakeAnswerMax { get; set; } = TimeSpan.FromSeconds(30);
}

/// <summary>Checks the limits at start.</summary>
[OptionsValidator]
public sealed partial class IntakeLimitsValidator : IValidateOptions<IntakeLimits>;
