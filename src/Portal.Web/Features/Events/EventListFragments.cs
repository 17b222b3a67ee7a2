using Portal.Web.Live;

namespace Portal.Web.Features.Events;

/// <summary>The live part of the lists of stress events, of all funds or of one: read from the database when one of them has new entries.</summary>
public sealed class EventListFragments(EventReading reading, SnapshotReads reads) : IViewFragments
{
    private const string Everything = "events";
    private const string Prefix = "events/";

    // A fall is followed over minutes and days.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>The view of a list.</summary>
    /// <param name="fundId">The one fund that it shows; null for all.</param>
    public static string NameOf(string? fundId) => fundId is null ? Everything : Prefix + fundId;

    /// <inheritdoc/>
    public bool Owns(string view) => view == Everything || ViewName.After(Prefix, view) is not null;

    /// <inheritdoc/>
    public bool Exists(string view, LiveSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return ViewName.After(Prefix, view) is not { } fundId || snapshot.Find(fundId) is not null;
    }

    /// <inheritdoc/>
    public TimeSpan PauseOf(string view, LiveSnapshot from, LiveSnapshot to) => Pause;

    /// <inheritdoc/>
    public async Task AddAsync(FragmentList fragments, string view, LiveSnapshot from, LiveSnapshot to)
    {
        ArgumentNullException.ThrowIfNull(fragments);
        ArgumentNullException.ThrowIfNull(from);
        var fundId = ViewName.After(Prefix, view);
        if (from.IsLoaded && !FundStandings.HaveMoved(fundId, from, to))
        {
            reads.Carry(from, to, view);
            return;
        }

        var shown = await reads.ReadAsync(to, view, async () => (EventsView?)await reading.ReadPageAsync(to, fundId, beforePeak: null, CancellationToken.None));
        reads.TryFind<EventsView>(from, view, out var earlier);
        await fragments.AddAsync<EventList, EventsView>(EventList.ElementId, earlier, shown!, static shown => new() { [nameof(EventList.View)] = shown });
    }
}
