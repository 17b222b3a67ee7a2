namespace Portal.Storage.Deleveraging;

/// <summary>The places of a contract's queues, for proposals.</summary>
/// <param name="TakenAtMs">When the snapshot was taken, Unix ms.</param>
/// <param name="MarkPrice">The mark price it was ranked by.</param>
/// <param name="LongProposed">How many contracts from the head of the longs on are in proposals already.</param>
/// <param name="ShortProposed">The same of the shorts.</param>
/// <param name="LongPlaces">Quantity and score of every long, in order.</param>
/// <param name="ShortPlaces">The same of the shorts.</param>
public sealed record AdlQueuePlacesRow(
    long TakenAtMs, string MarkPrice, string LongProposed, string ShortProposed, string LongPlaces, string ShortPlaces);
