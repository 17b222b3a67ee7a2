using Portal.Web.Live;

namespace Portal.Web.Features.Events;

/// <summary>Answers pages about stress events.</summary>
public sealed class LedgerEventViews(RequestSnapshot request, EventReading reading) : IEventViews
{
    /// <inheritdoc/>
    public async ValueTask<EventsView> ReadEventsAsync(string? fundId, long? beforePeak, CancellationToken cancellation) =>
        await reading.ReadPageAsync(request.Value, fundId, beforePeak, cancellation);

    /// <inheritdoc/>
    public async ValueTask<EventView?> ReadEventAsync(string fundId, long peakSequence, CancellationToken cancellation) =>
        await reading.ReadEventAsync(request.Value, fundId, peakSequence, cancellation);
}
