using System.Globalization;
using Portal.Settlement;

namespace Portal.Admin.Sources;

/// <summary>How long a key that is replaced goes on working beside the new one.</summary>
public static class KeyOverlap
{
    /// <summary>The shortest.</summary>
    public static readonly TimeSpan Min = TimeSpan.FromMinutes(1);

    /// <summary>The longest.</summary>
    public static readonly TimeSpan Max = TimeSpan.FromDays(30);

    /// <summary>What the page offers.</summary>
    public static IReadOnlyList<(string Text, TimeSpan Length)> Choices { get; } =
        [("1 hour", TimeSpan.FromHours(1)), ("24 hours", TimeSpan.FromHours(24)), ("7 days", TimeSpan.FromDays(7))];

    /// <summary>Reads one as it is typed on a command line: a whole number and <c>m</c>, <c>h</c> or <c>d</c>.</summary>
    public static Checked<TimeSpan> Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length is < 2 or > 6 || !int.TryParse(text.AsSpan(..^1), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return Unreadable(text);
        }

        TimeSpan? length = text[^1] switch
        {
            'm' => TimeSpan.FromMinutes(count),
            'h' => TimeSpan.FromHours(count),
            'd' => TimeSpan.FromDays(count),
            _ => null,
        };
        return length is null ? Unreadable(text) : Check(length.Value);
    }

    /// <summary>Takes a length that lies between the shortest and the longest.</summary>
    public static Checked<TimeSpan> Check(TimeSpan length) => length >= Min && length <= Max
        ? length
        : new Problem("bad-overlap", "overlap", "The overlap lies between 1 minute and 30 days. To end the old key at once, revoke it.");

    private static Problem Unreadable(string text) => new("bad-overlap", "overlap", $"'{text}' is not a length such as 30m, 24h or 7d.");
}
