namespace Portal.Storage.Rollups;

/// <summary>A stretch of time in as few rollups as there can be: minutes and hours at its edges, days between them.</summary>
public static class RollupSegments
{
    private const long MinuteMs = 60_000;
    private const long HourMs = 60 * MinuteMs;
    private const long DayMs = 24 * HourMs;

    /// <summary>The parts of a stretch, in order; each is read in rollups of one length.</summary>
    /// <param name="fromMs">Its start, Unix ms, of a minute.</param>
    /// <param name="toMs">Its end, Unix ms, of a minute.</param>
    public static IEnumerable<(long IntervalMinutes, long FromMs, long ToMs)> Of(long fromMs, long toMs)
    {
        var (firstHour, lastHour) = (UpTo(fromMs, HourMs), DownTo(toMs, HourMs));
        if (firstHour >= lastHour)
        {
            return Parts((RollupRow.Minute, fromMs, toMs));
        }

        var (firstDay, lastDay) = (UpTo(fromMs, DayMs), DownTo(toMs, DayMs));
        return firstDay >= lastDay
            ? Parts((RollupRow.Minute, fromMs, firstHour), (RollupRow.Hour, firstHour, lastHour), (RollupRow.Minute, lastHour, toMs))
            : Parts(
                (RollupRow.Minute, fromMs, firstHour),
                (RollupRow.Hour, firstHour, firstDay),
                (RollupRow.Day, firstDay, lastDay),
                (RollupRow.Hour, lastDay, lastHour),
                (RollupRow.Minute, lastHour, toMs));
    }

    private static IEnumerable<(long, long, long)> Parts(params (long Interval, long FromMs, long ToMs)[] parts) =>
        parts.Where(static part => part.FromMs < part.ToMs);

    /// <summary>The start of the length that a time lies in.</summary>
    internal static long DownTo(long unixMs, long lengthMs) => unixMs - (((unixMs % lengthMs) + lengthMs) % lengthMs);

    private static long UpTo(long unixMs, long lengthMs) => DownTo(unixMs + lengthMs - 1, lengthMs);
}
