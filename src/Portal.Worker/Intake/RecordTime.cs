using System.Globalization;
using Portal.Settlement;

namespace Portal.Worker.Intake;

/// <summary>Reads times as records write them: RFC 3339 with a zone, any precision, cut off to milliseconds.</summary>
internal static class RecordTime
{
    private const string Example = "such as \"2026-01-31T12:00:00.250Z\"";

    /// <summary>Reads a time, or says what is wrong with <paramref name="field"/>.</summary>
    public static Checked<DateTimeOffset> Read(ReadOnlySpan<char> text, string field)
    {
        // yyyy-MM-ddTHH:mm:ss, then a fraction, then the zone.
        if (text.Length < 19 || text[10] is not ('T' or 't' or ' '))
        {
            return NotATime(text, field);
        }

        var rest = text[19..];
        var milliseconds = 0;
        if (rest is ['.', ..])
        {
            var digits = rest[1..].IndexOfAnyExceptInRange('0', '9') is var end and >= 0 ? rest[1..][..end] : rest[1..];
            if (digits.IsEmpty)
            {
                return NotATime(text, field);
            }

            milliseconds = FirstThree(digits);
            rest = rest[(1 + digits.Length)..];
        }

        if (rest.IsEmpty)
        {
            return new Problem("missing-zone", field, $"'{Shorten(text)}' has no zone: write a time {Example}.");
        }

        return DateTime.TryParseExact(
                [.. text[..10], 'T', .. text[11..19]], "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            && FindOffset(rest) is { } offset
            && local.Ticks + (milliseconds * TimeSpan.TicksPerMillisecond) - offset.Ticks is var ticks
            && ticks >= 0 && ticks <= DateTime.MaxValue.Ticks
            ? new DateTimeOffset(ticks, TimeSpan.Zero)
            : NotATime(text, field);
    }

    private static int FirstThree(ReadOnlySpan<char> digits)
    {
        var value = 0;
        for (var index = 0; index < 3; index++)
        {
            value = (value * 10) + (index < digits.Length ? digits[index] - '0' : 0);
        }

        return value;
    }

    private static TimeSpan? FindOffset(ReadOnlySpan<char> zone)
    {
        if (zone is ['Z' or 'z'])
        {
            return TimeSpan.Zero;
        }

        return zone is ['+' or '-', >= '0' and <= '2', >= '0' and <= '9', ':', >= '0' and <= '5', >= '0' and <= '9']
            && ((zone[1] - '0') * 10) + zone[2] - '0' is var hours and < 24
            ? new TimeSpan(hours, ((zone[4] - '0') * 10) + zone[5] - '0', 0) * (zone[0] == '-' ? -1 : 1)
            : null;
    }

    private static Problem NotATime(ReadOnlySpan<char> text, string field) => new("not-a-time", field, $"'{Shorten(text)}' is not a time {Example}.");

    private static string Shorten(ReadOnlySpan<char> text) => text.Length <= 40 ? text.ToString() : $"{text[..40]}…";
}
