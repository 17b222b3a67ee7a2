using Portal.Settlement.Amounts;

namespace Portal.Settlement.Deleveraging;

/// <summary>What ADL closed for a liquidation, as a source reports it: read and normalised, not yet settled. Whose position it was is not asked.</summary>
public sealed record AdlFillReport
{
    /// <summary>The source's own id; unique per source over settled fills; 1 to 128 ASCII characters. Never published.</summary>
    public required string ExternalId { get; init; }

    /// <summary>The id under which the same source sent the liquidation whose loss it recovers.</summary>
    public required string LiquidationExternalId { get; init; }

    /// <summary>Contracts closed.</summary>
    public required Quantity Quantity { get; init; }

    /// <summary>At what price: as a rule the bankruptcy price of the liquidated position.</summary>
    public required Price Price { get; init; }

    /// <summary>The fill's own time, UTC, whole milliseconds.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>The source's own gap-free count; null when it keeps none.</summary>
    public long? SourceSequence { get; init; }

    /// <summary>The external id of an earlier rejected or conflicting fill that this one puts right.</summary>
    public string? Corrects { get; init; }
}
