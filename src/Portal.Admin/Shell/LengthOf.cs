using System.Globalization;

namespace Portal.Admin.Shell;

/// <summary>How operators read lengths of time and rates: short, in the unit that fits.</summary>
public static class LengthOf
{
    /// <summary>A length, to three digits at most.</summary>
    public static string Time(TimeSpan length)
    {
        var size = length.Duration();
        var text = size switch
        {
            { TotalSeconds: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{size.TotalMilliseconds:0} ms"),
            { TotalSeconds: < 10 } => string.Create(CultureInfo.InvariantCulture, $"{size.TotalSeconds:0.0} s"),
            { TotalMinutes: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{size.TotalSeconds:0} s"),
            { TotalHours: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{size.TotalMinutes:0} min"),
            { TotalDays: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{size.TotalHours:0} h"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{size.TotalDays:0} days"),
        };
        return length < TimeSpan.Zero ? $"-{text}" : text;
    }

    /// <summary>So many a second; what is above nothing never reads as nothing.</summary>
    public static string Rate(decimal perSecond) => perSecond switch
    {
        0 => "0/s",
        < 0.01m => "under 0.01/s",
        < 10 => string.Create(CultureInfo.InvariantCulture, $"{perSecond:0.00}/s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{perSecond:#,0}/s"),
    };

    /// <summary>A count with its thousands apart.</summary>
    public static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);
}
