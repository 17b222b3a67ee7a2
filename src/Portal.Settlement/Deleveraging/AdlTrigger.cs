using Portal.Settlement.Amounts;

namespace Portal.Settlement.Deleveraging;

/// <summary>Whether auto-deleveraging is on.</summary>
public enum AdlState
{
    /// <summary>Off, and far from starting.</summary>
    Normal,

    /// <summary>Off; the drawdown has reached the warning threshold. Not recorded: it follows from the balance.</summary>
    Warning,

    /// <summary>On: losses that the fund can't cover are closed against opposing positions.</summary>
    Active,
}

/// <summary>Why auto-deleveraging started or stopped.</summary>
public enum AdlCause
{
    /// <summary>A loss was left uncovered.</summary>
    Uncovered,

    /// <summary>The balance fell to the floor of a fund that once held more.</summary>
    Floor,

    /// <summary>The drawdown from the 8-hour peak reached the start threshold.</summary>
    Drawdown,

    /// <summary>The fund recovered.</summary>
    Recovered,
}

/// <summary>The ADL rule of a fund (contract: "ADL state per fund"; mechanics of Bybit and OKX).</summary>
public static class AdlTrigger
{
    /// <summary>Whether a drawdown from <paramref name="peakUnits"/> has reached <paramref name="thresholdPpm"/>, boundary included; never where the peak is not positive.</summary>
    public static bool DrawdownReaches(Int128 balanceUnits, Int128 peakUnits, int thresholdPpm) =>
        peakUnits > 0 && (peakUnits - balanceUnits) * PartsPerMillion.Whole >= peakUnits * thresholdPpm;

    /// <summary>(balance - peak) / peak in parts per million, zero or less, rounded toward zero; 0 where the peak is not positive.</summary>
    public static long DrawdownPpm(long balanceUnits, long peakUnits) =>
        peakUnits <= 0 ? 0 : (long)Int128.Clamp(((Int128)balanceUnits - peakUnits) * PartsPerMillion.Whole / peakUnits, long.MinValue, 0);

    /// <summary>Why ADL starts now; null when it does not.</summary>
    public static AdlCause? FindStart(AdlReading reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        return reading.LeftUncovered ? AdlCause.Uncovered
            : reading.BalanceUnits <= reading.FloorUnits && reading.EverHeldMoreThanFloor ? AdlCause.Floor
            : DrawdownReaches(reading.BalanceUnits, reading.PeakUnits, reading.Thresholds.StartPpm) ? AdlCause.Drawdown
            : null;
    }

    /// <summary>Whether ADL that is on stops now.</summary>
    public static bool Stops(AdlReading reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        return !reading.LeftUncovered
            && reading.BalanceUnits > reading.FloorUnits
            && !DrawdownReaches(reading.BalanceUnits, reading.PeakUnits, reading.Thresholds.StopPpm)
            && (reading.LastUncoveredAt is not { } last || reading.At - last >= reading.Thresholds.QuietTime);
    }

    /// <summary>The state to show.</summary>
    public static AdlState StateOf(bool active, long balanceUnits, long peakUnits, AdlThresholds thresholds)
    {
        ArgumentNullException.ThrowIfNull(thresholds);
        return active ? AdlState.Active
            : DrawdownReaches(balanceUnits, peakUnits, thresholds.WarningPpm) ? AdlState.Warning
            : AdlState.Normal;
    }

    /// <summary>The highest balance at which ADL would start: the floor, or the peak less the start threshold.</summary>
    public static long TriggerAtUnits(long peakUnits, long floorUnits, AdlThresholds thresholds)
    {
        ArgumentNullException.ThrowIfNull(thresholds);
        var byDrawdown = peakUnits <= 0 ? long.MinValue : (long)((Int128)peakUnits * (PartsPerMillion.Whole - thresholds.StartPpm) / PartsPerMillion.Whole);
        return Math.Max(byDrawdown, floorUnits);
    }
}

/// <summary>Everything the ADL rule looks at, at one moment.</summary>
/// <param name="At">The moment, by the settling clock.</param>
/// <param name="BalanceUnits">The fund's balance.</param>
/// <param name="FloorUnits">What the fund never goes below.</param>
/// <param name="PeakUnits">The peak of the last 8 hours, lowered by withdrawals made since.</param>
/// <param name="EverHeldMoreThanFloor">Whether the balance ever stood above the floor.</param>
/// <param name="LeftUncovered">Whether the entry being judged left a loss uncovered.</param>
/// <param name="LastUncoveredAt">When a loss was last left uncovered; null when never.</param>
/// <param name="Thresholds">The fund's thresholds.</param>
public sealed record AdlReading(
    DateTimeOffset At,
    long BalanceUnits,
    long FloorUnits,
    long PeakUnits,
    bool EverHeldMoreThanFloor,
    bool LeftUncovered,
    DateTimeOffset? LastUncoveredAt,
    AdlThresholds Thresholds);
