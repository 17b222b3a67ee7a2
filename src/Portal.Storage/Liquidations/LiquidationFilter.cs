namespace Portal.Storage.Liquidations;

/// <summary>Which liquidations a list shows. What is not set does not filter.</summary>
public sealed record LiquidationFilter
{
    /// <summary>The fund.</summary>
    public string? FundId { get; init; }

    /// <summary>The contract.</summary>
    public string? Symbol { get; init; }

    /// <summary>0 long, 1 short, 2 not reported.</summary>
    public long? PositionSide { get; init; }

    /// <summary>0 surplus, 1 even, 2 covered, 3 uncovered.</summary>
    public long? Outcome { get; init; }

    /// <summary>Settled at this time or later, Unix ms.</summary>
    public long? FromMs { get; init; }

    /// <summary>Settled before this time, Unix ms.</summary>
    public long? ToMs { get; init; }

    /// <summary>The residual is at least this far from zero.</summary>
    public long? MinimumUnits { get; init; }

    /// <summary>The residual is at most this far from zero.</summary>
    public long? MaximumUnits { get; init; }
}
