using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Portal.Worker.Publishing;

/// <summary>What the transparency log is called and where its signing key is.</summary>
public sealed class LogOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Portal:Log";

    /// <summary>
    /// The log's name, unique to it and fixed for ever by the first start: best the portal's host and a path, such as <c>fund.exchange.example/log</c>.
    /// Without one a log gets a name made from its key.
    /// </summary>
    [RegularExpression(@"^[^\s+]{1,200}$", ErrorMessage = "Portal:Log:Origin has 1 to 200 characters and no white space or plus sign.")]
    public string? Origin { get; set; }

    /// <summary>The signing key; a relative path lies under the caller's directory. Made at the first start of a new log, and never again.</summary>
    [Required]
    public string KeyFile { get; set; } = "data/portal-log.key";
}

/// <summary>Checks the options at start.</summary>
[OptionsValidator]
public sealed partial class LogOptionsValidator : IValidateOptions<LogOptions>;
