using Portal.Settlement.Contracts;

namespace Portal.Settlement.Liquidations;

/// <summary>A liquidation as a source reports it: read and normalised, not yet settled.</summary>
public sealed record Liquidation
{
    /// <summary>The source's own id; unique per source over settled liquidations; 1 to 128 ASCII characters. Never published.</summary>
    public required string ExternalId { get; init; }

    /// <summary>Contract symbol as the exchange writes it; 1 to 64 characters, NFC.</summary>
    public required string Symbol { get; init; }

    /// <summary>The event's own time, UTC, whole milliseconds.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>The figures.</summary>
    public required LiquidationForm Form { get; init; }

    /// <summary>Side of the position; null only where a recording does not tell (form deficit).</summary>
    public PositionSide? Side { get; init; }

    /// <summary>Margin asset code; needed where the symbol has no listed contract.</summary>
    public string? AssetCode { get; init; }

    /// <summary>The trader's account at the exchange. Never published.</summary>
    public string? Account { get; init; }

    /// <summary>The source's own gap-free count; null when it keeps none.</summary>
    public long? SourceSequence { get; init; }

    /// <summary>The external id of an earlier rejected or conflicting record that this one puts right.</summary>
    public string? Corrects { get; init; }

    /// <summary>The fund that takes a symbol no fund lists; null lets the asset decide (a replay's <c>--fund</c>).</summary>
    public string? FundForUnlisted { get; init; }
}
