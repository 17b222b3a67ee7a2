using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Admin.Dashboard;

namespace Portal.Admin.Pages.Dashboard;

/// <summary>The figures of now.</summary>
public sealed partial class DashboardTiles : ComponentBase
{
    /// <summary>The figures.</summary>
    [Parameter, EditorRequired]
    public required DashboardFigures Figures { get; set; }

    /// <summary>A rate; below ten with a decimal.</summary>
    internal static string RateText(double rate) => rate.ToString(rate is > 0 and < 9.95 ? "0.0" : "N0", CultureInfo.InvariantCulture);

    /// <summary>A count.</summary>
    internal static string CountText(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private string LagFigure => Figures.LagEntries switch
    {
        null => "no pages",
        0 => "current",
        { } lag => $"{CountText(lag)} behind",
    };

    private string ViewersText => Figures.Viewers == 1 ? "1 viewer follows live" : $"{CountText(Figures.Viewers)} viewers follow live";

    private string BeatText => Figures.Holder switch
    {
        { Owner: null } => "nobody",
        { IsBeating: false, Silence: { TotalSeconds: < 3 } } => "listening…",
        { Silence: { TotalSeconds: < 8 } } => "alive",
        { Silence: var silence } => $"silent {DurationText.Of(silence!.Value)}",
    };

    private string HolderText => Figures.Holder.Owner is { } owner
        ? string.Create(CultureInfo.InvariantCulture, $"{owner}, fence {Figures.Holder.Fence}, beat {(Figures.Holder.IsBeating ? string.Empty : "at least ")}{DurationText.Of(Figures.Holder.Silence!.Value)} ago")
        : "holds the lease";

    private string CheckpointFigure => (Figures.CheckpointSize, Figures.Uncovered) switch
    {
        (null, 0) => "empty",
        (_, 0) => "complete",
        (_, var uncovered) => $"{CountText(uncovered)} unsigned",
    };

    private string CheckpointText => Figures is { CheckpointSize: { } size, CheckpointAt: { } at }
        ? $"{CountText(size)} entries, signed {DurationText.Of(Figures.Now - at)} ago"
        : "no checkpoint yet";

    private string SizeFigure => Figures.Database is { } database ? ByteText.Of(database.Bytes) : "unknown";

    private string GrowthText
    {
        get
        {
            var grown = Figures is { GrowthBytes: { } bytes, GrowthSince: { } since } && Figures.Now - since > TimeSpan.FromMinutes(2)
                ? $"{(bytes < 0 ? string.Empty : "+")}{ByteText.Of(bytes)} in {DurationText.Of(Figures.Now - since)}"
                : null;
            var free = Figures.Database?.FreeBytes is { } room ? $"room for {ByteText.Of(room)}" : null;
            return (grown, free) switch
            {
                (null, null) => "its limit is not known here",
                (null, _) => free!,
                (_, null) => grown,
                _ => $"{grown}, {free}",
            };
        }
    }
}
