namespace Portal.Settlement.Ledger;

/// <summary>A fund's balance and flows over one minute, hour or day of the settling clock: what history charts and the ADL peak are read from.</summary>
/// <remarks>It says what was posted in its time and is not changed by what was taken back later: that is a flow of its own, in the interval in which it happened.</remarks>
public sealed record BalanceRollup
{
    /// <summary>The lengths that are kept: a minute, an hour, a day.</summary>
    public static IReadOnlyList<int> IntervalsMinutes { get; } = [1, 60, 1440];

    /// <summary>Its length in minutes.</summary>
    public required int IntervalMinutes { get; init; }

    /// <summary>When it begins, Unix time in milliseconds; a multiple of its length.</summary>
    public required long StartUnixMs { get; init; }

    /// <summary>Balance it began with.</summary>
    public required long OpenUnits { get; init; }

    /// <summary>Highest balance, the first included.</summary>
    public required long HighUnits { get; init; }

    /// <summary>Lowest balance, the first included.</summary>
    public required long LowUnits { get; init; }

    /// <summary>Balance it ended with.</summary>
    public required long CloseUnits { get; init; }

    /// <summary>Highest balance plus everything withdrawn before it.</summary>
    public required long PeakGrossUnits { get; init; }

    /// <summary>The entry after which that was held.</summary>
    public required long PeakSequence { get; init; }

    /// <summary>The last entry in it.</summary>
    public required long LastSequence { get; init; }

    /// <summary>Money in by opening.</summary>
    public long OpeningUnits { get; init; }

    /// <summary>Money in from liquidations.</summary>
    public long SurplusUnits { get; init; }

    /// <summary>Money out for liquidations; zero or more.</summary>
    public long DrawUnits { get; init; }

    /// <summary>Money in from trading fees.</summary>
    public long FeeUnits { get; init; }

    /// <summary>Money in from the operator.</summary>
    public long InjectionUnits { get; init; }

    /// <summary>Money out to the operator; zero or more.</summary>
    public long WithdrawalUnits { get; init; }

    /// <summary>Entries taken back, with their sign: what came back less what went out.</summary>
    public long ReversalUnits { get; init; }

    /// <summary>Losses left uncovered.</summary>
    public long UncoveredUnits { get; init; }

    /// <summary>How many liquidations.</summary>
    public long LiquidationCount { get; init; }

    /// <summary>How many liquidations the fund paid for, in whole or in part.</summary>
    public long DrawCount { get; init; }

    /// <summary>The largest single payment for a liquidation; 0 while there is none.</summary>
    public long LargestDrawUnits { get; init; }

    /// <summary>The entry of the first such payment; 0 while there is none.</summary>
    public long LargestDrawSequence { get; init; }

    /// <summary>The rollup after one more entry of its fund and time.</summary>
    public BalanceRollup With(LedgerEntry entry, long grossUnits)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var balance = entry.BalanceAfter!.Value.Units;
        var peaks = grossUnits > PeakGrossUnits;
        var next = this with
        {
            HighUnits = Math.Max(HighUnits, balance),
            LowUnits = Math.Min(LowUnits, balance),
            CloseUnits = balance,
            PeakGrossUnits = peaks ? grossUnits : PeakGrossUnits,
            PeakSequence = peaks ? entry.Sequence : PeakSequence,
            LastSequence = entry.Sequence,
        };
        return entry.Body switch
        {
            LiquidationSettled { Result: var result } => next with
            {
                SurplusUnits = Saturating.Add(SurplusUnits, result.Surplus.Units),
                DrawUnits = Saturating.Add(DrawUnits, result.Draw.Units),
                UncoveredUnits = Saturating.Add(UncoveredUnits, result.Uncovered.Units),
                LiquidationCount = LiquidationCount + 1,
                DrawCount = DrawCount + (result.Draw.Units > 0 ? 1 : 0),
                LargestDrawUnits = Math.Max(LargestDrawUnits, result.Draw.Units),
                LargestDrawSequence = result.Draw.Units > LargestDrawUnits ? entry.Sequence : LargestDrawSequence,
            },
            FeeAllocated fee => next with { FeeUnits = Saturating.Add(FeeUnits, fee.Allocated.Units) },
            FundOpened opened => next with { OpeningUnits = Saturating.Add(OpeningUnits, opened.Amount.Units) },
            Injected injected => next with { InjectionUnits = Saturating.Add(InjectionUnits, injected.Amount.Units) },
            Withdrawn withdrawn => next with { WithdrawalUnits = Saturating.Add(WithdrawalUnits, withdrawn.Amount.Units) },
            EntryReversed reversed => next with { ReversalUnits = Saturating.AddSigned(ReversalUnits, reversed.Amount.Units) },
            _ => next,
        };
    }

    /// <summary>The start of the interval that holds a time.</summary>
    public static long StartOf(long unixMs, int intervalMinutes)
    {
        var length = intervalMinutes * 60_000L;
        return unixMs - (((unixMs % length) + length) % length);
    }
}

/// <summary>Sums for show that stop at the largest number instead of failing: no balance is ever made of them.</summary>
public static class Saturating
{
    /// <summary>The sum of two amounts of zero or more, at most <see cref="long.MaxValue"/>.</summary>
    public static long Add(long left, long right) => left > long.MaxValue - right ? long.MaxValue : left + right;

    /// <summary>The sum of two amounts of either sign, at most <see cref="long.MaxValue"/> and at least its opposite.</summary>
    public static long AddSigned(long left, long right) => (long)Int128.Clamp((Int128)left + right, -long.MaxValue, long.MaxValue);
}
