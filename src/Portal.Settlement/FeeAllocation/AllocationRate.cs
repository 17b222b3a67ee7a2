using System.Collections.Immutable;
using Portal.Settlement.Amounts;

namespace Portal.Settlement.FeeAllocation;

/// <summary>Where a rate stands at a moment.</summary>
public enum RateStanding
{
    /// <summary>It takes effect later.</summary>
    Scheduled,

    /// <summary>It would take effect later, but everything is frozen.</summary>
    Suspended,

    /// <summary>It applies to fees of its scope that begin now.</summary>
    InForce,

    /// <summary>A later rate of the same scope has replaced it.</summary>
    Past,

    /// <summary>It was taken back before it took effect.</summary>
    Cancelled,

    /// <summary>Its time came while everything was frozen: it never took effect.</summary>
    Lapsed,
}

/// <summary>The share of fees that goes to a fund from a time on, for everything or for one market or fee kind.</summary>
/// <param name="Sequence">The ledger entry that set it; a later entry with the same scope and time replaces an earlier one.</param>
/// <param name="FundId">The fund.</param>
/// <param name="Market">The one market it applies to; null for all.</param>
/// <param name="Kind">The one fee kind it applies to; null for all.</param>
/// <param name="Share">The share.</param>
/// <param name="EffectiveAt">From when on, inclusive.</param>
public sealed record AllocationRate(
    long Sequence, string FundId, string? Market, FeeKind? Kind, PartsPerMillion Share, DateTimeOffset EffectiveAt)
{
    /// <summary>When it was set, by the settling clock.</summary>
    public DateTimeOffset SetAt { get; init; }

    /// <summary>The entry that took it back before it took effect; null for others.</summary>
    public long? CancelledSequence { get; init; }

    /// <summary>The entry that froze everything before it took effect; null once that ended.</summary>
    public long? SuspendedSequence { get; init; }

    /// <summary>The entry that ended a freeze during which its time came; null for others.</summary>
    public long? LapsedSequence { get; init; }

    /// <summary>Why, in the words of who set it.</summary>
    public string Reason { get; init; } = string.Empty;

    /// <summary>Public handle of who set it.</summary>
    public string By { get; init; } = string.Empty;

    /// <summary>Public handles of those who approved it; empty for what the command line set.</summary>
    public ImmutableArray<string> ApprovedBy { get; init; } = [];

    /// <inheritdoc/>
    public bool Equals(AllocationRate? other) =>
        other is not null
        && (Sequence, FundId, Market, Kind, Share, EffectiveAt) == (other.Sequence, other.FundId, other.Market, other.Kind, other.Share, other.EffectiveAt)
        && (CancelledSequence, SuspendedSequence, LapsedSequence) == (other.CancelledSequence, other.SuspendedSequence, other.LapsedSequence)
        && (SetAt, Reason, By) == (other.SetAt, other.Reason, other.By)
        && ApprovedBy.AsSpan().SequenceEqual(other.ApprovedBy.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(FundId, Sequence);

    /// <summary>How specific the scope is (contract: market and kind, market, kind, fund): the highest wins.</summary>
    public int Specificity => (Market is null ? 0 : 2) + (Kind is null ? 0 : 1);

    /// <summary>Whether it takes effect at all, as things stand.</summary>
    public bool Holds => (CancelledSequence ?? SuspendedSequence ?? LapsedSequence) is null;

    /// <summary>Whether another rate speaks about the same fees.</summary>
    public bool HasScopeOf(AllocationRate other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return FundId == other.FundId && Market == other.Market && Kind == other.Kind;
    }

    /// <summary>Finds the rate in force for a fee: the most specific scope that has a rate effective at <paramref name="at"/>, and of that scope the latest.</summary>
    /// <returns>Null when none is in force: the share is 0.</returns>
    public static AllocationRate? InForce(IEnumerable<AllocationRate> rates, string? market, FeeKind? kind, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(rates);
        AllocationRate? found = null;
        foreach (var rate in rates)
        {
            var applies = rate.Holds && rate.EffectiveAt <= at && (rate.Market is null || rate.Market == market) && (rate.Kind is null || rate.Kind == kind);
            if (applies && (found is null || rate.Precedes(found)))
            {
                found = rate;
            }
        }

        return found;
    }

    /// <summary>Whether a rate is to come, applies to new fees of its scope, or has been replaced.</summary>
    public static RateStanding StandingOf(AllocationRate rate, IEnumerable<AllocationRate> all, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(rate);
        ArgumentNullException.ThrowIfNull(all);
        return rate.CancelledSequence is not null ? RateStanding.Cancelled
            : rate.LapsedSequence is not null ? RateStanding.Lapsed
            : rate.SuspendedSequence is not null ? RateStanding.Suspended
            : rate.EffectiveAt > now
                ? all.Any(other => other.Holds && other.HasScopeOf(rate) && other.EffectiveAt == rate.EffectiveAt && other.Precedes(rate))
                    ? RateStanding.Past
                    : RateStanding.Scheduled
            : all.Any(other => other.Holds && other.HasScopeOf(rate) && other.EffectiveAt <= now && other.Precedes(rate)) ? RateStanding.Past
            : RateStanding.InForce;
    }

    private bool Precedes(AllocationRate other) =>
        (Specificity, EffectiveAt, Sequence).CompareTo((other.Specificity, other.EffectiveAt, other.Sequence)) > 0;
}
