using System.Collections.Immutable;
using Portal.Settlement.Amounts;

namespace Portal.Worker.Positions;

/// <summary>All open positions of one contract at one moment.</summary>
public sealed record PositionSnapshot
{
    /// <summary>The most positions of one snapshot: those nearest to being deleveraged are enough.</summary>
    public const int PositionsMax = 10_000;

    /// <summary>The source's own id; 1 to 128 ASCII characters. Never published.</summary>
    public required string ExternalId { get; init; }

    /// <summary>Contract symbol as the exchange writes it.</summary>
    public required string Symbol { get; init; }

    /// <summary>When it was taken, UTC, whole milliseconds. A newer one replaces an older one whole.</summary>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>The contract's mark price at that moment.</summary>
    public required Price MarkPrice { get; init; }

    /// <summary>Margin asset code; needed where the symbol is not listed.</summary>
    public string? AssetCode { get; init; }

    /// <summary>The positions.</summary>
    public required ImmutableArray<PositionReport> Positions { get; init; }
}
