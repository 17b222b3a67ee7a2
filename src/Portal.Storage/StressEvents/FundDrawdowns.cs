using System.Collections.Immutable;
using Portal.Settlement.StressEvents;

namespace Portal.Storage.StressEvents;

/// <summary>What a fund's whole balance history holds in falls, as of its last entry.</summary>
/// <param name="FundId">The fund.</param>
/// <param name="Events">Its stress events, the newest first; the first may go on.</param>
/// <param name="Deepest">The deepest fall ever; null when the balance never fell.</param>
public sealed record FundDrawdowns(string FundId, ImmutableArray<BalanceFall> Events, BalanceFall? Deepest)
{
    /// <summary>The event whose peak is an entry; null when there is none.</summary>
    public BalanceFall? Find(long peakSequence)
    {
        foreach (var fall in Events)
        {
            if (fall.PeakSequence == peakSequence)
            {
                return fall;
            }
        }

        return null;
    }
}
