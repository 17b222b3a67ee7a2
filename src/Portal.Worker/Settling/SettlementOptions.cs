using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Portal.Worker.Settling;

/// <summary>How this process settles.</summary>
public sealed class SettlementOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Portal:Settlement";

    /// <summary>About how many records one transaction carries; a submission is never split.</summary>
    [Range(1, 20_000)]
    public int BatchRecordsMax { get; set; } = 2_000;

    /// <summary>Whether funds are judged for the passing of time; off in a replay, which lives by the recording's clock.</summary>
    public bool JudgesPassingTime { get; set; } = true;

    /// <summary>The address at which this process takes records in, for those who find the lease taken; null when it does not.</summary>
    public string? IntakeAddress { get; set; }
}

/// <summary>Checks the options at start.</summary>
[OptionsValidator]
public sealed partial class SettlementOptionsValidator : IValidateOptions<SettlementOptions>;
