using static Portal.Web.Texts.PageText;

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
            (time.Days / DaysPerYear, Marked("{0} y")), (time.Days % DaysPerYear, Marked("{0} d")), (time.Hours, Marked("{0} h")), (time.Minutes, Marked("{0} min")), (time.Seconds, Marked("{0} s")),
        ];
        var first = Array.FindIndex(parts, static part => part.Count > 0);
        return first < 0
            ? time > TimeSpan.Zero ? Text("{0} s", 1) : Text("{0} s", 0)
            : string.Join(' ', parts.Skip(first).Take(2).Where(static part => part.Count > 0).Select(static part => Text(part.Unit, FigureText.Of(part.Count))));
    }
}
