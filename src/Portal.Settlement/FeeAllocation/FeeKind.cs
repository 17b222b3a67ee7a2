namespace Portal.Settlement.FeeAllocation;

/// <summary>What a trading fee was charged for.</summary>
public enum FeeKind
{
    /// <summary>Orders that added liquidity.</summary>
    Maker,

    /// <summary>Orders that took liquidity.</summary>
    Taker,

    /// <summary>Liquidations.</summary>
    Liquidation,
}
