using Portal.Settlement.Amounts;
using Portal.Settlement.Deleveraging;

namespace Portal.Web.Components.Adl;

/// <summary>Where a fund stands against its auto-deleveraging thresholds.</summary>
/// <param name="State">Normal, warning or active.</param>
/// <param name="Balance">The fund's balance.</param>
/// <param name="Peak">The highest balance of the last 8 hours, lowered by withdrawals made since.</param>
/// <param name="Floor">What the fund never goes below by paying.</param>
/// <param name="Thresholds">The fund's thresholds.</param>
public sealed record AdlView(AdlState State, Money Balance, Money Peak, Money Floor, AdlThresholds Thresholds)
{
    /// <summary>Everything that the fund could not pay so far; null when it paid for all.</summary>
    public Money? Uncovered { get; init; }

    /// <summary>The highest balance at which ADL would start.</summary>
    public Money TriggerAt => new(AdlTrigger.TriggerAtUnits(Peak.Units, Floor.Units, Thresholds), Balance.Asset);

    /// <summary>The balance from which the fund warns.</summary>
    public Money WarningAt => PeakLess(Thresholds.WarningPpm);

    /// <summary>The balance above which ADL may stop.</summary>
    public Money StopsAbove => PeakLess(Thresholds.StopPpm) is var byDrawdown && byDrawdown > Floor ? byDrawdown : Floor;

    /// <summary>What the fund can still lose before ADL starts; zero at the trigger and below.</summary>
    public Money Room => Balance > TriggerAt ? Balance - TriggerAt : Money.Zero(Balance.Asset);

    /// <summary>How far the balance stands above the trigger, as a share of the trigger; null where the trigger is zero.</summary>
    public long? RoomPpm => TriggerAt.Units > 0 ? (long)Int128.Min(Room.Units * (Int128)PartsPerMillion.Whole / TriggerAt.Units, long.MaxValue) : null;

    /// <summary>Drawdown from the 8-hour peak; zero or less.</summary>
    public long DrawdownPpm => AdlTrigger.DrawdownPpm(Balance.Units, Peak.Units);

    private Money PeakLess(int ppm) => Peak.Units <= 0
        ? Money.Zero(Balance.Asset)
        : new Money((long)((Int128)Peak.Units * (PartsPerMillion.Whole - ppm) / PartsPerMillion.Whole), Balance.Asset);
}
