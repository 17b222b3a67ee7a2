using System.Globalization;

namespace Portal.Admin.Dashboard;

/// <summary>How long something took or is ago, in one unit that a tired person reads at once.</summary>
public static class DurationText
{
    /// <summary>In seconds, minutes, hours or days.</summary>
    public static string Of(TimeSpan duration) => duration switch
    {
        { TotalSeconds: < 0 } => "0 s",
        { TotalSeconds: < 100 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(duration.TotalSeconds):0} s"),
        { TotalMinutes: < 100 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(duration.TotalMinutes):0} min"),
        { TotalHours: < 48 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(duration.TotalHours):0} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(duration.TotalDays):0} days"),
    };
}

/// <summary>A size in bytes, in the largest unit that leaves a number.</summary>
public static class ByteText
{
    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];

    /// <summary>With three figures.</summary>
    public static string Of(long bytes)
    {
        var (value, unit) = ((double)bytes, 0);
        while (Math.Abs(value) >= 1_024 && unit < Units.Length - 1)
        {
            (value, unit) = (value / 1_024, unit + 1);
        }

        var format = unit == 0 || Math.Abs(value) >= 100 ? "0" : "0.0";
        return $"{value.ToString(format, CultureInfo.InvariantCulture)} {Units[unit]}";
    }
}
