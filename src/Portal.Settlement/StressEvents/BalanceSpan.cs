using Portal.Settlement.Ledger;

namespace Portal.Settlement.StressEvents;

/// <summary>A fund's balance over a minute, an hour or a day, or as one entry left it.</summary>
/// <param name="StartUnixMs">When it begins, Unix ms; of an entry: when it was recorded.</param>
/// <param name="IntervalMinutes">How long it is: 1, 60 or 1440 minutes; 0 for an entry.</param>
/// <param name="HighUnits">The highest balance in it.</param>
/// <param name="LowUnits">The lowest balance in it.</param>
/// <param name="CloseUnits">The balance at its end.</param>
/// <param name="HighSequence">The entry after which the highest balance was held first.</param>
public readonly record struct BalanceSpan(long StartUnixMs, int IntervalMinutes, long HighUnits, long LowUnits, long CloseUnits, long HighSequence)
{
    /// <summary>Whether money may have gone out in it that is no loss: only its entries tell when.</summary>
    public bool HasWithdrawals { get; init; }

    /// <summary>What was lost in it in all: no fall within it can be larger.</summary>
    public long LossUnitsMax { get; init; } = long.MaxValue;

    /// <summary>Of an entry: what went out with it and is no loss, in units; below zero where a withdrawal came back.</summary>
    public long WithdrawnUnits { get; init; }

    /// <summary>Whether it is one entry.</summary>
    public bool IsEntry => IntervalMinutes == 0;

    /// <summary>The span of a rollup.</summary>
    public static BalanceSpan Of(BalanceRollup rollup)
    {
        ArgumentNullException.ThrowIfNull(rollup);
        return new BalanceSpan(rollup.StartUnixMs, rollup.IntervalMinutes, rollup.HighUnits, rollup.LowUnits, rollup.CloseUnits, rollup.PeakSequence)
        {
            LossUnitsMax = rollup.DrawUnits,
            HasWithdrawals = rollup.WithdrawalUnits != 0 || rollup.ReversalUnits != 0,
        };
    }

    /// <summary>The balance as an entry left it.</summary>
    /// <param name="sequence">The entry.</param>
    /// <param name="recordedAtUnixMs">When it was recorded, Unix ms.</param>
    /// <param name="balanceUnits">The balance after it.</param>
    /// <param name="withdrawnUnits">What went out with it and is no loss: <see cref="WithdrawnBy"/>.</param>
    public static BalanceSpan AfterEntry(long sequence, long recordedAtUnixMs, long balanceUnits, long withdrawnUnits = 0) =>
        new(recordedAtUnixMs, 0, balanceUnits, balanceUnits, balanceUnits, sequence) { WithdrawnUnits = withdrawnUnits };

    /// <summary>What went out with an entry and is no loss: a withdrawal, and a reversal that takes money out. Below zero where a withdrawal is taken back.</summary>
    public static long WithdrawnBy(LedgerEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return entry.Body.WithdrawnUnits;
    }
}
