namespace Portal.Web.Components.Figures;

/// <summary>How long something took, in its two largest units.</summary>
public static class DurationText
{
    private const int DaysPerYear = 365;

    /// <summary>For example <c>3 d 4 h</c>, <c>12 min 5 s</c>; never less than a second unless it is nothing.</summary>
    public static string Of(TimeSpan time)
    {
        (long Count, string Unit)[] parts =
        [
            (time.Days / DaysPerYear, "y"), (time.Days % DaysPerYear, "d"), (time.Hours, "h"), (time.Minutes, "min"), (time.Seconds, "s"),
        ];
        var first = Array.FindIndex(parts, static part => part.Count > 0);
        return first < 0
            ? time > TimeSpan.Zero ? "1 s" : "0 s"
            : string.Join(' ', parts.Skip(first).Take(2).Where(static part => part.Count > 0).Select(static part => $"{FigureText.Of(part.Count)} {part.Unit}"));
    }
}
