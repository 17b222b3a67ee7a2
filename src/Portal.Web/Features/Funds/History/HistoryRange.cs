using System.Globalization;

namespace Portal.Web.Features.Funds.History;

/// <summary>The stretch of a fund's history that a page shows, as its address names it.</summary>
/// <param name="Name">One of <see cref="Names"/>, or <see cref="Custom"/>.</param>
/// <param name="From">Its beginning, at a whole minute.</param>
/// <param name="To">Its end, exclusive.</param>
public sealed record HistoryRange(string Name, DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>What is shown when the address names nothing.</summary>
    public const string Usual = "1d";

    /// <summary>Everything since the fund was opened.</summary>
    public const string All = "all";

    /// <summary>A range from one day or time to another.</summary>
    public const string Custom = "custom";

    private const string DayFormat = "yyyy-MM-dd";

    private static readonly string[] Formats = [DayFormat, "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>The ranges that end now, the shortest first.</summary>
    public static IReadOnlyList<string> Names { get; } = ["1h", "1d", "7d", "30d", "365d", All];

    /// <summary>How the address says it.</summary>
    public string Query => Name == Custom ? $"from={TextOf(From)}&to={TextOf(To)}" : $"range={Name}";

    /// <summary>Its first day, for a field of a form.</summary>
    public string FirstDay => From.UtcDateTime.ToString(DayFormat, CultureInfo.InvariantCulture);

    /// <summary>Its last day.</summary>
    public string LastDay => To.AddMilliseconds(-1).UtcDateTime.ToString(DayFormat, CultureInfo.InvariantCulture);

    /// <summary>The range that an address names. What can't be understood in it is left out: people type and shorten addresses.</summary>
    /// <param name="name">Parameter <c>range</c>.</param>
    /// <param name="from">Parameter <c>from</c>: a day in UTC, or a time.</param>
    /// <param name="to">Parameter <c>to</c>: a day, which is included, or a time.</param>
    /// <param name="opened">When the fund was opened.</param>
    /// <param name="now">What counts as now for it.</param>
    public static HistoryRange Read(string? name, string? from, string? to, DateTimeOffset opened, DateTimeOffset now)
    {
        var (first, last) = (TimeOf(from), TimeOf(to));
        if (first is not null || last is not null)
        {
            var begin = first?.At ?? opened;
            var end = last is { } given ? given.IsDay ? given.At.AddDays(1) : given.At : now.AddMilliseconds(1);
            if (begin < end)
            {
                return new HistoryRange(Custom, Minute(begin), end);
            }
        }

        var known = name is not null && Names.Contains(name, StringComparer.Ordinal) ? name : Usual;
        return new HistoryRange(known, Minute(known == All ? opened : now - LengthOf(known)), now.AddMilliseconds(1));
    }

    private static TimeSpan LengthOf(string name) => name switch
    {
        "1h" => TimeSpan.FromHours(1),
        "7d" => TimeSpan.FromDays(7),
        "30d" => TimeSpan.FromDays(30),
        "365d" => TimeSpan.FromDays(365),
        _ => TimeSpan.FromDays(1),
    };

    private static (DateTimeOffset At, bool IsDay)? TimeOf(string? text) =>
        DateTimeOffset.TryParseExact(
            text?.Replace(' ', '+'), Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
            ? (at, text!.Length == DayFormat.Length)
            : null;

    private static DateTimeOffset Minute(DateTimeOffset at) => at.AddTicks(-(at.UtcTicks % TimeSpan.TicksPerMinute));

    // Whole days are said as days, the last one included.
    private string TextOf(DateTimeOffset at) =>
        From.UtcTicks % TimeSpan.TicksPerDay == 0 && To.UtcTicks % TimeSpan.TicksPerDay == 0
            ? at == To ? LastDay : FirstDay
            : at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
