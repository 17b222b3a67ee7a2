using System.Collections.Immutable;
using System.Globalization;

namespace Portal.Web.Live;

/// <summary>What a topic is about.</summary>
public enum TopicKind
{
    /// <summary><c>funds</c>, <c>funds:{id}</c>.</summary>
    Funds,

    /// <summary><c>liquidations</c>, <c>liquidations:{fund}</c>.</summary>
    Liquidations,

    /// <summary><c>adl</c>.</summary>
    Adl,

    /// <summary><c>rates</c>.</summary>
    Rates,

    /// <summary><c>log</c>.</summary>
    Log,

    /// <summary><c>page:{view}:{culture}</c>.</summary>
    Page,
}

/// <summary>A topic as a client names it, taken apart.</summary>
/// <param name="Name">The name; also the name of the group.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="FundId">The one fund it is about; null for all.</param>
/// <param name="View">The page's view; null for other topics.</param>
/// <param name="Culture">The page's language; null for other topics.</param>
public sealed record TopicName(string Name, TopicKind Kind, string? FundId = null, string? View = null, string? Culture = null)
{
    /// <summary>The longest name.</summary>
    public const int LengthMax = 160;

    /// <summary>The topic of checkpoints.</summary>
    public const string Log = "log";

    private const string PagePrefix = "page:";

    private const int Parts = 16;

    /// <summary>The groups of those who follow it. They are told one after the other; of checkpoints, which are small and seldom, all at once.</summary>
    public IEnumerable<string> Groups => Kind is TopicKind.Log ? [Name] : Enumerable.Range(0, Parts).Select(GroupOf);

    /// <summary>The group that one of its followers belongs to.</summary>
    public string GroupOf(string connectionId) =>
        Kind is TopicKind.Log ? Name : GroupOf((int)((uint)string.GetHashCode(connectionId, StringComparison.Ordinal) % Parts));

    private string GroupOf(int part) => string.Create(CultureInfo.InvariantCulture, $"{Name}#{part}");

    /// <summary>Reads a name; null when it names nothing.</summary>
    public static TopicName? Read(string? name)
    {
        if (name is null or { Length: 0 or > LengthMax })
        {
            return null;
        }

        if (name.StartsWith(PagePrefix, StringComparison.Ordinal))
        {
            var culture = name.LastIndexOf(':');
            return culture > PagePrefix.Length && culture < name.Length - 1
                ? new TopicName(name, TopicKind.Page, View: name[PagePrefix.Length..culture], Culture: name[(culture + 1)..])
                : null;
        }

        var colon = name.IndexOf(':', StringComparison.Ordinal);
        var fundId = colon < 0 ? null : name[(colon + 1)..];
        return (colon < 0 ? name : name[..colon]) switch
        {
            "funds" => new TopicName(name, TopicKind.Funds, fundId),
            "liquidations" => new TopicName(name, TopicKind.Liquidations, fundId),
            "adl" when fundId is null => new TopicName(name, TopicKind.Adl),
            "rates" when fundId is null => new TopicName(name, TopicKind.Rates),
            Log when fundId is null => new TopicName(name, TopicKind.Log),
            _ => null,
        };
    }
}

/// <summary>A topic that somebody follows, and how far it was told. Written by <see cref="Broadcaster"/> alone, but for its followers.</summary>
internal sealed class HubTopic(TopicName name, LiveSnapshot beginning)
{
    /// <summary>The topic.</summary>
    public TopicName Name { get; } = name;

    /// <summary>The groups of its followers.</summary>
    public ImmutableArray<string> Groups { get; } = [.. name.Groups];

    /// <summary>How many connections follow it.</summary>
    public int Followers { get; set; }

    /// <summary>The snapshot that was last looked at for it.</summary>
    public LiveSnapshot Seen { get; set; } = beginning;

    /// <summary>The sequence of the last message, or of the beginning.</summary>
    public long ToldSequence { get; set; } = beginning.Sequence;

    /// <summary>When it was last looked at whether there is anything to tell, by the monotonic clock; null when never.</summary>
    public long? LookedAt { get; set; }

    /// <summary>When it was last told something, by the monotonic clock; null when never.</summary>
    public long? ToldAt { get; set; }
}
