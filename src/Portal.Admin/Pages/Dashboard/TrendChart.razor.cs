using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Components;

namespace Portal.Admin.Pages.Dashboard;

/// <summary>One figure minute by minute, drawn on the server: some hundred points are a line of a few kilobytes, a chart of the component library megabytes of a circuit.</summary>
public sealed partial class TrendChart : ComponentBase
{
    private const int Height = 48;
    private const int QuarterMinutes = 15;

    /// <summary>What it is.</summary>
    [Parameter, EditorRequired]
    public required string Title { get; set; }

    /// <summary>What it is counted in.</summary>
    [Parameter, EditorRequired]
    public required string Unit { get; set; }

    /// <summary>The first minute.</summary>
    [Parameter, EditorRequired]
    public DateTimeOffset Start { get; set; }

    /// <summary>One value a minute, the oldest first; null for a minute of which nothing is known.</summary>
    [Parameter, EditorRequired]
    public ImmutableArray<long?> Points { get; set; } = [];

    private long Highest => Points.Max() ?? 0;

    private string Summary
    {
        get
        {
            if (Points.All(static point => point is null))
            {
                return "Nothing is known yet.";
            }

            var last = Points.Last(static point => point is not null)!.Value;
            return Highest == 0
                ? $"0 {Unit} throughout."
                : $"Last {CountText(last)} {Unit}, highest {CountText(Highest)} at {ClockText(Points.IndexOf(Highest))}.";
        }
    }

    private IEnumerable<(string From, string Highest, string Average)> Quarters => Points.Index().Chunk(QuarterMinutes).Select(quarter =>
    {
        var known = quarter.Select(static point => point.Item).OfType<long>().ToArray();
        return known.Length == 0
            ? (ClockText(quarter[0].Index), "–", "–")
            : (ClockText(quarter[0].Index), CountText(known.Max()), known.Average().ToString("N1", CultureInfo.InvariantCulture));
    });

    private string Line => Draw(static (path, _, _) => path);

    // Each stretch goes down to the base at its end and back to its start.
    private string Area => Draw(static (path, from, to) => string.Create(CultureInfo.InvariantCulture, $"{path}V{Height}H{from}Z"), endsOnBase: true);

    private static string CountText(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private string ClockText(int minute) => Start.AddMinutes(minute).UtcDateTime.ToString("HH:mm", CultureInfo.InvariantCulture);

    // A minute of which nothing is known breaks the line: a gap is not a zero.
    private string Draw(Func<string, int, int, string> close, bool endsOnBase = false)
    {
        var drawn = new StringBuilder();
        var index = 0;
        while (index < Points.Length)
        {
            if (Points[index] is null)
            {
                index++;
                continue;
            }

            var from = index;
            var stretch = new StringBuilder();
            for (; index < Points.Length && Points[index] is { } value; index++)
            {
                var y = Highest == 0 ? Height : Height - ((double)value / Highest * (Height - 2));
                stretch.Append(CultureInfo.InvariantCulture, $"{(stretch.Length == 0 ? 'M' : 'L')}{index} {y:0.#}");
            }

            // One minute alone would be a point without extent.
            if (index - from == 1 && !endsOnBase)
            {
                stretch.Append("h0.6");
            }

            drawn.Append(close(stretch.ToString(), from, index - 1));
        }

        return drawn.ToString();
    }
}
