using System.Globalization;

namespace Portal.Settlement.Ledger;

/// <summary>Times as every record and message writes them: RFC 3339, UTC, milliseconds, whatever the machine's language and calendar.</summary>
internal static class TimeText
{
    public const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public static string Of(DateTimeOffset time) => time.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>The millisecond a time lies in: a record holds no finer one, and what is decided in memory must be decided alike by whoever reads the record.</summary>
    public static DateTimeOffset WholeMilliseconds(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
}
