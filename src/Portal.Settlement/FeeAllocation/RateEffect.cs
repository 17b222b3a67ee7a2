using Portal.Settlement.Amounts;
using Portal.Settlement.Ledger;

namespace Portal.Settlement.FeeAllocation;

/// <summary>What a rate would have done with fees that were settled, had it been in force over all of them.</summary>
/// <param name="FeeUnits">The fees that the rate speaks about.</param>
/// <param name="OverriddenUnits">Those of them that a more specific rate keeps to itself.</param>
/// <param name="WentUnits">What of the fees it speaks about went to the fund.</param>
/// <param name="WouldUnits">What would have gone.</param>
/// <param name="Count">How many fees it would have decided.</param>
/// <remarks>
/// Each fee is rounded down by itself, while here sums are taken first: what would have gone is too high by less than one unit per fee
/// decided, and never too low. Sums stop at the largest number.
/// </remarks>
public sealed record RateEffect(long FeeUnits, long OverriddenUnits, long WentUnits, long WouldUnits, long Count)
{
    /// <summary>What the fund would have received more; negative for less.</summary>
    public long DifferenceUnits => WouldUnits - WentUnits;

    /// <summary>Works it out.</summary>
    /// <param name="proposed">The rate, from whatever time on.</param>
    /// <param name="rates">The fund's rates, those among them that the fees were charged at.</param>
    /// <param name="fees">The fees.</param>
    public static RateEffect Of(AllocationRate proposed, IReadOnlyCollection<AllocationRate> rates, IEnumerable<FeeSum> fees)
    {
        ArgumentNullException.ThrowIfNull(proposed);
        ArgumentNullException.ThrowIfNull(rates);
        ArgumentNullException.ThrowIfNull(fees);

        // As if set before everything, so that only the scopes decide; and after any rate of the same scope.
        var always = AsIfAlways(proposed) with { Sequence = long.MaxValue };
        var effect = new RateEffect(0, 0, 0, 0, 0);
        foreach (var fee in fees)
        {
            if (AllocationRate.InForce([always], fee.Market, fee.Kind, DateTimeOffset.MaxValue) is not null)
            {
                effect = effect.With(fee, always, rates.FirstOrDefault(rate => rate.Sequence == fee.RateSequence));
            }
        }

        return effect;
    }

    private RateEffect With(FeeSum fee, AllocationRate always, AllocationRate? charged)
    {
        // The rate that was charged is the most specific one there was, so these two are all that can win.
        var wins = charged is null || AllocationRate.InForce([AsIfAlways(charged), always], fee.Market, fee.Kind, DateTimeOffset.MaxValue) == always;
        var would = wins ? always.Share.OfDown(fee.AmountUnits) : fee.AllocatedUnits;
        return new RateEffect(
            Saturating.Add(FeeUnits, fee.AmountUnits),
            wins ? OverriddenUnits : Saturating.Add(OverriddenUnits, fee.AmountUnits),
            Saturating.Add(WentUnits, fee.AllocatedUnits),
            Saturating.Add(WouldUnits, would),
            wins ? Count + fee.Count : Count);
    }

    private static AllocationRate AsIfAlways(AllocationRate rate) => rate with
    {
        EffectiveAt = DateTimeOffset.MinValue,
        CancelledSequence = null,
        SuspendedSequence = null,
        LapsedSequence = null,
    };
}
