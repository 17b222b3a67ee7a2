using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Storage.StressEvents;
using Portal.Web.Live;

namespace Portal.Web.Features.Events;

/// <summary>The live parts of the page of a stress event while it lasts. Once it is told that the event is over, nothing is read for it any more.</summary>
public sealed class EventFragments(EventReading reading, SnapshotReads reads) : IViewFragments
{
    private const string Prefix = "event/";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>The view of an event's page.</summary>
    public static string NameOf(StressEvent stress)
    {
        ArgumentNullException.ThrowIfNull(stress);
        return string.Create(CultureInfo.InvariantCulture, $"{Prefix}{stress.FundId}/{stress.Fall.PeakSequence}");
    }

    /// <inheritdoc/>
    public bool Owns(string view) => Read(view) is not null;

    /// <inheritdoc/>
    public bool Exists(string view, LiveSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return Read(view) is { } asked && snapshot.Find(asked.FundId) is not null && asked.Peak <= snapshot.Sequence;
    }

    /// <inheritdoc/>
    public TimeSpan PauseOf(string view, LiveSnapshot from, LiveSnapshot to) => Pause;

    /// <inheritdoc/>
    public async Task AddAsync(FragmentList fragments, string view, LiveSnapshot from, LiveSnapshot to)
    {
        ArgumentNullException.ThrowIfNull(fragments);
        ArgumentNullException.ThrowIfNull(from);
        var (fundId, peak) = Read(view)!.Value;
        var isKnown = reads.TryFind<EventView>(from, view, out var earlier);
        if (from.IsLoaded && ((isKnown && earlier is not { IsOngoing: true }) || !FundStandings.HaveMoved(fundId, from, to)))
        {
            reads.Carry(from, to, view);
            return;
        }

        if (await reads.ReadAsync(to, view, () => reading.ReadEventAsync(to, fundId, peak, CancellationToken.None)) is { } shown)
        {
            await AddAsync<EventName>(fragments, EventName.ElementId, earlier, shown);
            await AddAsync<EventLede>(fragments, EventLede.ElementId, earlier, shown);
            await AddAsync<EventPicture>(fragments, EventPicture.ElementId, earlier, shown);
            await AddAsync<EventFigures>(fragments, EventFigures.ElementId, earlier, shown);
            await AddAsync<EventSums>(fragments, EventSums.ElementId, earlier, shown);
            await AddAsync<EventEntries>(fragments, EventEntries.ElementId, earlier, shown);
        }
    }

    // Every part takes the whole event.
    private static Task AddAsync<TPart>(FragmentList fragments, string target, EventView? earlier, EventView shown)
        where TPart : IComponent => fragments.AddAsync<TPart, EventView>(target, earlier, shown, static shown => new() { [nameof(EventName.View)] = shown });

    private static (string FundId, long Peak)? Read(string view) =>
        ViewName.After(Prefix, view) is { } rest && rest.LastIndexOf('/') is > 0 and var slash && ViewName.EntryOf(rest[(slash + 1)..]) is { } peak
            ? (rest[..slash], peak)
            : null;
}
