using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Portal.Worker;

namespace Portal.Web.Hosting;

/// <summary>What this process is.</summary>
public sealed class PortalOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Portal";

    /// <summary><c>web</c>, <c>worker</c> or both, separated by commas.</summary>
    [Required]
    [RegularExpression("^ *(web|worker|web *, *worker|worker *, *web) *$", ErrorMessage = "Portal:Roles is 'web', 'worker' or 'web,worker'.")]
    public string Roles { get; set; } = "web,worker";

    /// <summary>Addresses of proxies whose forwarded headers are believed.</summary>
    public IReadOnlyList<string> KnownProxies { get; set; } = [];

    /// <summary>The roles as flags.</summary>
    public PortalRoles RoleFlags =>
        (Roles.Contains("web", StringComparison.Ordinal) ? PortalRoles.Web : PortalRoles.None)
        | (Roles.Contains("worker", StringComparison.Ordinal) ? PortalRoles.Worker : PortalRoles.None);
}

/// <summary>Checks the options at start.</summary>
[OptionsValidator]
public sealed partial class PortalOptionsValidator : IValidateOptions<PortalOptions>;

/// <summary>Where the master secret is.</summary>
public sealed class SecretOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Portal:Secrets";

    /// <summary>The 32-byte file; a relative path lies under the caller's directory. Made at first start.</summary>
    [Required]
    public string KeyFile { get; set; } = "data/portal-master.key";
}

/// <summary>Checks the options at start.</summary>
[OptionsValidator]
public sealed partial class SecretOptionsValidator : IValidateOptions<SecretOptions>;
