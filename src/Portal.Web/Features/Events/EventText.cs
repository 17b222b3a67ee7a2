using Portal.Storage.StressEvents;
using Portal.Web.Components.Figures;
using static Portal.Web.Texts.PageText;

namespace Portal.Web.Features.Events;

/// <summary>Stress events in words.</summary>
public static class EventText
{
    /// <summary>The name that operators gave it, or else its fund, day and depth.</summary>
    public static string NameOf(StressEvent stress, string fundName)
    {
        ArgumentNullException.ThrowIfNull(stress);
        return stress.Named is { Name.Length: > 0 } named ? named.Name : $"{fundName}, {TimeText.Of(stress.PeakAt, TimeFormat.Day)}, {DepthOf(stress)}";
    }

    /// <summary>How deep it fell, with its sign.</summary>
    public static string DepthOf(StressEvent stress)
    {
        ArgumentNullException.ThrowIfNull(stress);
        return PercentText.Of(-stress.Fall.DepthPpm);
    }

    /// <summary>Whether and how soon it was over.</summary>
    public static string RecoveryOf(StressEvent stress)
    {
        ArgumentNullException.ThrowIfNull(stress);
        return stress.RecoveredAt is { } at ? Text("recovered in {0}", DurationText.Of(at - stress.TroughAt)) : Text("not recovered yet");
    }

    /// <summary>How often ADL started in it.</summary>
    public static string AdlStartsOf(StressEvent stress)
    {
        ArgumentNullException.ThrowIfNull(stress);
        return stress.Totals.AdlStarts == 0 ? Text("never##started") : Counted(stress.Totals.AdlStarts, "once", "{0} times");
    }

    /// <summary>A stretch of time as addresses write it: whole seconds around it.</summary>
    public static string SpanOf(DateTimeOffset from, DateTimeOffset to) =>
        $"from={Uri.EscapeDataString(Second(from))}&to={Uri.EscapeDataString(Second(to.AddMilliseconds(999)))}";

    private static string Second(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
