using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Portal.Admin.Dashboard;

/// <summary>From when on the dashboard asks for a person.</summary>
public sealed class AlertThresholds
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Portal:Alerts";

    /// <summary>How long a source with a key may send nothing.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "30.00:00:00")]
    public TimeSpan SourceSilentAfter { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How many entries a node may be behind the ledger.</summary>
    [Range(1, 10_000_000)]
    public long LagEntriesMax { get; set; } = 5_000;

    /// <summary>How many records may wait; the queue takes 50,000.</summary>
    [Range(1, 50_000)]
    public long QueueRecordsMax { get; set; } = 25_000;

    /// <summary>How old the newest checkpoint may be while there are entries that it does not cover.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "1.00:00:00")]
    public TimeSpan CheckpointLateAfter { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the beat of whoever settles may stand still.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "00:10:00")]
    public TimeSpan HolderSilentAfter { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How much the database has to be able to grow, bytes.</summary>
    [Range(0, long.MaxValue)]
    public long DatabaseFreeBytesMin { get; set; } = 2L * 1024 * 1024 * 1024;
}

/// <summary>Checks the thresholds at start.</summary>
[OptionsValidator]
public sealed partial class AlertThresholdsValidator : IValidateOptions<AlertThresholds>;
