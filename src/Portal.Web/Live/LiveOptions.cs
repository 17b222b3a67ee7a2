using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Portal.Web.Live;

/// <summary>How live the pages are.</summary>
public sealed class LiveOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Portal:Live";

    /// <summary>How often the ledger is looked at when no signal says that it grew: entries of other processes.</summary>
    [Range(typeof(TimeSpan), "00:00:00.020", "00:00:10")]
    public TimeSpan PollPause { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How many entries are read at a time.</summary>
    [Range(1, 10_000)]
    public int PageEntries { get; set; } = 2_000;

    /// <summary>The shortest time between two messages about one topic.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:10")]
    public TimeSpan Window { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The same from <see cref="CrowdConnections"/> connections on.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:10")]
    public TimeSpan CrowdWindow { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>From how many connections on this process slows down.</summary>
    [Range(1, 10_000_000)]
    public int CrowdConnections { get; set; } = 2_000;

    /// <summary>How often everybody is told that the figures are current.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan FreshnessPause { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How often the event stream says that it is still there.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan HeartbeatPause { get; set; } = TimeSpan.FromSeconds(15);
}

/// <summary>Checks the options at start.</summary>
[OptionsValidator]
public sealed partial class LiveOptionsValidator : IValidateOptions<LiveOptions>;

/// <summary>What one visitor may ask of the hub and of the event stream.</summary>
public sealed class HubLimits
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Portal:Limits";

    /// <summary>Open connections from one address, of both together: an IPv4 address, or an IPv6 network of 64 bits.</summary>
    [Range(1, 1_000_000)]
    public int ConnectionsPerAddress { get; set; } = 200;

    /// <summary>Topics that one connection follows.</summary>
    [Range(1, 1_000)]
    public int TopicsPerConnection { get; set; } = 32;

    /// <summary>The longest message that the hub reads, bytes.</summary>
    [Range(256, 1_000_000)]
    public int HubMessageBytesMax { get; set; } = 8 * 1024;

    /// <summary>Calls a second that one connection may make over time; twice as many in a burst. Who calls more often is disconnected.</summary>
    [Range(1, 1_000)]
    public int HubCallsPerSecond { get; set; } = 10;
}

/// <summary>Checks the limits at start.</summary>
[OptionsValidator]
public sealed partial class HubLimitsValidator : IValidateOptions<HubLimits>;
