namespace Portal.Storage.Deleveraging;

/// <summary>A contract's ADL queues as one position snapshot told them: no position is anybody's.</summary>
/// <param name="Symbol">The contract.</param>
/// <param name="FundId">The fund that covers it.</param>
/// <param name="Source">Who sent the snapshot.</param>
/// <param name="ExternalId">Its id there, ASCII.</param>
/// <param name="ContentHash">SHA-256 of the snapshot as it was sent.</param>
/// <param name="TakenAtMs">When it was taken, Unix ms.</param>
/// <param name="ReceivedAtMs">When it came in, Unix ms.</param>
/// <param name="MarkPrice">The mark price it was ranked by.</param>
/// <param name="LongQuintiles">The longs' fifths, as <c>QueueText</c> writes them.</param>
/// <param name="ShortQuintiles">The shorts' fifths.</param>
/// <param name="LongProposed">How many contracts from the head of the longs on are in proposals already.</param>
/// <param name="ShortProposed">The same of the shorts.</param>
public record AdlQueueRow(
    string Symbol,
    string FundId,
    string Source,
    byte[] ExternalId,
    byte[] ContentHash,
    long TakenAtMs,
    long ReceivedAtMs,
    string MarkPrice,
    string LongQuintiles,
    string ShortQuintiles,
    string LongProposed,
    string ShortProposed)
{
    internal const string Columns = """
        symbol, fund_id, source, external_id, content_hash, taken_at_ms, received_at_ms, mark_price, long_quintiles, short_quintiles,
        long_proposed, short_proposed
        """;
}
