using Portal.Settlement.Amounts;
using Portal.Settlement.Contracts;

namespace Portal.Web.Features.Funds;

/// <summary>What a ledger entry of a fund records.</summary>
public enum FundEntryKind
{
    /// <summary>The fund was opened.</summary>
    Opening,

    /// <summary>A liquidation; the change says which way.</summary>
    Liquidation,

    /// <summary>A share of trading fees.</summary>
    Fees,

    /// <summary>The operator paid in.</summary>
    Injection,

    /// <summary>The operator took out.</summary>
    Withdrawal,

    /// <summary>The fund's rules changed.</summary>
    Policy,

    /// <summary>A contract was listed, or its terms changed.</summary>
    Contract,

    /// <summary>ADL started.</summary>
    AdlStart,

    /// <summary>ADL stopped.</summary>
    AdlStop,

    /// <summary>ADL closed a position and recovered a part of an uncovered loss.</summary>
    AdlFill,

    /// <summary>The share of fees that goes to the fund was set.</summary>
    Rate,

    /// <summary>A scheduled share of fees was taken back before it took effect.</summary>
    RateTakenBack,

    /// <summary>An earlier entry was taken back.</summary>
    Reversal,
}

/// <summary>One ledger entry of a fund as a list shows it.</summary>
public sealed record FundEntry
{
    /// <summary>The ledger entry; also the id of its row.</summary>
    public required long Sequence { get; init; }

    /// <summary>The settling clock.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>What it records.</summary>
    public required FundEntryKind Kind { get; init; }

    /// <summary>The contract of a liquidation, the operator's public reason, and the like; null when there is nothing to add. In no language of ours: one view is shown in all of them.</summary>
    public string? Note { get; init; }

    /// <summary>The liquidated position's side; null elsewhere and where it was not reported.</summary>
    public PositionSide? Side { get; init; }

    /// <summary>What it did to the balance.</summary>
    public required Money Change { get; init; }

    /// <summary>The earlier entry that it takes back; null for everything but a reversal.</summary>
    public long? ReversalOf { get; init; }

    /// <summary>The liquidation whose loss it recovers; null for everything but an ADL fill.</summary>
    public long? RecoversSequence { get; init; }

    /// <summary>Whether it, or what it takes back, is a liquidation and so has a page of its own.</summary>
    public bool IsOfLiquidation { get; init; }

    /// <summary>The entry that took it back; null while it stands.</summary>
    public long? ReversedBy { get; init; }

    /// <summary>What a liquidation left uncovered; null elsewhere.</summary>
    public Money? Uncovered { get; init; }

    /// <summary>What an ADL fill recovered of an uncovered loss; null elsewhere.</summary>
    public Money? Recovered { get; init; }

    /// <summary>The balance after it.</summary>
    public required Money BalanceAfter { get; init; }
}
