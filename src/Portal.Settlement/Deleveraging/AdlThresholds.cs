namespace Portal.Settlement.Deleveraging;

/// <summary>When a fund warns of, starts and stops auto-deleveraging; drawdowns from the 8-hour peak in parts per million, as positive numbers.</summary>
/// <param name="WarningPpm">Drawdown from which the fund warns.</param>
/// <param name="StartPpm">Drawdown from which ADL starts.</param>
/// <param name="StopPpm">Drawdown below which ADL may stop.</param>
/// <param name="QuietTime">How long nothing may have been left uncovered before ADL stops.</param>
public sealed record AdlThresholds(int WarningPpm, int StartPpm, int StopPpm, TimeSpan QuietTime)
{
    /// <summary>The contract's thresholds: warn at -0.20, start at -0.30, stop above -0.25 after 10 quiet minutes.</summary>
    public static AdlThresholds Standard { get; } = new(200_000, 300_000, 250_000, TimeSpan.FromMinutes(10));

    /// <summary>What is wrong with the thresholds; null when nothing is.</summary>
    public Problem? Check() =>
        WarningPpm is <= 0 or > 1_000_000 || StartPpm is <= 0 or > 1_000_000 || StopPpm is <= 0 or > 1_000_000
            ? new Problem("bad-threshold", "adlThresholds", "each lies between 1 and 1000000 parts per million.")
        : WarningPpm > StartPpm || StopPpm > StartPpm
            ? new Problem("bad-threshold", "adlThresholds", "warning and stop come before the start.")
        : QuietTime < TimeSpan.Zero || QuietTime > TimeSpan.FromDays(1) || QuietTime.Ticks % TimeSpan.TicksPerSecond != 0
            ? new Problem("bad-threshold", "adlQuietSeconds", "lies between nothing and a day, in whole seconds.")
        : null;
}
