using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Portal.Worker.Settling;

/// <summary>How long what could not be settled is kept.</summary>
public sealed class QuarantineOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Portal:Quarantine";

    /// <summary>How many days the payload of a record in quarantine is kept after it last came; its hash stays.</summary>
    [Range(1, 3_650)]
    public int PayloadDaysMax { get; set; } = 90;
}

/// <summary>Checks the options at start.</summary>
[OptionsValidator]
public sealed partial class QuarantineOptionsValidator : IValidateOptions<QuarantineOptions>;
