using System.Globalization;

namespace Portal.Web.Components.Figures;

/// <summary>How a moment is written; the live client knows the same names (wwwroot-assets/scripts/time/format.ts).</summary>
public enum TimeFormat
{
    /// <summary>Day and time; the script drops the day while it is the visitor's today.</summary>
    Recent,

    /// <summary>Day and time.</summary>
    Moment,

    /// <summary>Day, year, time and zone.</summary>
    Full,

    /// <summary>Day and year.</summary>
    Day,

    /// <summary>An age, which only the script can keep; without it the same as <see cref="Moment"/>.</summary>
    Relative,
}

/// <summary>Moments in UTC, for readers without script and for machines.</summary>
public static class TimeText
{
    /// <summary>As the page is rendered.</summary>
    public static string Of(DateTimeOffset at, TimeFormat format) => at.UtcDateTime.ToString(
        (CultureInfo.CurrentUICulture.TwoLetterISOLanguageName, format) switch
        {
            ("zh", TimeFormat.Full) => "yyyy年M月d日 HH:mm:ss 'UTC'",
            ("zh", TimeFormat.Day) => "yyyy年M月d日",
            ("zh", _) => "M月d日 HH:mm:ss 'UTC'",
            (_, TimeFormat.Full) => "d MMM yyyy, HH:mm:ss 'UTC'",
            (_, TimeFormat.Day) => "d MMM yyyy",
            _ => "d MMM HH:mm:ss 'UTC'",
        },
        CultureInfo.CurrentCulture);

    /// <summary>For the title: to the millisecond, alike in every language.</summary>
    public static string Utc(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>For the datetime attribute.</summary>
    public static string Machine(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>The format's name in data-format.</summary>
    public static string NameOf(TimeFormat format) => format switch
    {
        TimeFormat.Recent => "recent",
        TimeFormat.Full => "full",
        TimeFormat.Day => "day",
        TimeFormat.Relative => "relative",
        _ => "moment",
    };
}
