namespace Portal.Web.Features.Events;

/// <summary>Where pages get stress events from.</summary>
public interface IEventViews
{
    /// <summary>A page of events.</summary>
    /// <param name="fundId">The one fund to show; null, or one that there is not, for all.</param>
    /// <param name="beforePeak">Only events whose peak lies before this entry; null from the newest on.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<EventsView> ReadEventsAsync(string? fundId, long? beforePeak, CancellationToken cancellation);

    /// <summary>One event; null when none of the fund has its peak there.</summary>
    /// <param name="fundId">The fund.</param>
    /// <param name="peakSequence">The entry of its peak.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<EventView?> ReadEventAsync(string fundId, long peakSequence, CancellationToken cancellation);
}
