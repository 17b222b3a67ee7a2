using Portal.Settlement.Ledger;

namespace Portal.Storage.Rollups;

/// <summary>A fee that an append takes back, so that no sum counts it any more.</summary>
/// <param name="Sequence">The fee's own entry.</param>
/// <param name="Change">What it had added.</param>
public sealed record FeeTakenBack(long Sequence, FeeRollupChange Change)
{
    /// <summary>What is to be left out when an entry is taken back; null unless it is a fee.</summary>
    public static FeeTakenBack? Of(LedgerEntry reversed)
    {
        ArgumentNullException.ThrowIfNull(reversed);
        return FeeRollupChange.Of([reversed]) is [var change] ? new FeeTakenBack(reversed.Sequence, change) : null;
    }
}
