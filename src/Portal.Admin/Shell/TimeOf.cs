using System.Globalization;

namespace Portal.Admin.Shell;

/// <summary>How operators read times: in UTC, as the ledger has them.</summary>
public static class TimeOf
{
    /// <summary>To the minute.</summary>
    public static string Minute(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>To the minute; a dash for none.</summary>
    public static string Minute(long? unixMs) => unixMs is { } value ? Minute(DateTimeOffset.FromUnixTimeMilliseconds(value)) : "–";

    /// <summary>To the second.</summary>
    public static string Second(long unixMs) =>
        DateTimeOffset.FromUnixTimeMilliseconds(unixMs).UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
