using System.Collections.Immutable;
using Portal.Settlement.Ledger;

namespace Portal.Web.Live;

/// <summary>A fund's last 24 hours, minute by minute, and the minute before them.</summary>
/// <remarks>Read once and then kept up to date by entries, so that figures over 24 hours cost no query.</remarks>
internal sealed class DayWindow(long openingUnits)
{
    private const long DayMinutes = 24 * 60;
    private const long MinuteMs = 60_000;

    // The first one is the last at or before the window's begin, or the fund's first. Only minutes with entries have one.
    private readonly LinkedList<BalanceRollup> _minutes = [];

    /// <summary>Takes a minute as it stands after its last entry; the same minute again replaces it. Minutes never go back.</summary>
    public void Add(BalanceRollup minute)
    {
        if (_minutes.Last is { } last && last.Value.StartUnixMs >= minute.StartUnixMs)
        {
            last.Value = minute;
        }
        else
        {
            _minutes.AddLast(minute);
        }
    }

    /// <summary>The figures of the 24 hours that end in <paramref name="minute"/>.</summary>
    public LiveDay Read(long minute)
    {
        var begin = minute - DayMinutes;
        while (_minutes.First is { Next: { } second } && MinuteOf(second.Value) <= begin)
        {
            _minutes.RemoveFirst();
        }

        var before = _minutes.First is { } first && MinuteOf(first.Value) <= begin ? first.Value : null;
        var (low, high) = (before?.CloseUnits ?? openingUnits, before?.CloseUnits ?? openingUnits);
        var flows = default(LiveFlows);
        var from = before is null && _minutes.First is { } opening ? Math.Max(begin, MinuteOf(opening.Value)) : begin;

        // A young fund is drawn in finer steps, so that its first minutes are a line already.
        var step = Math.Clamp((minute - from + LiveDay.StepsMax) / LiveDay.StepsMax, 1, LiveDay.StepMinutes);
        var points = ImmutableArray.CreateBuilder<long>(LiveDay.StepsMax + 2);
        var units = before?.CloseUnits ?? openingUnits;
        foreach (var rollup in _minutes.Where(rollup => MinuteOf(rollup) > begin))
        {
            // A step without entries keeps the balance of the one before.
            while (from + (points.Count * step) < MinuteOf(rollup))
            {
                points.Add(units);
            }

            units = rollup.CloseUnits;
            (low, high) = (Math.Min(low, rollup.LowUnits), Math.Max(high, rollup.HighUnits));
            flows = flows.With(rollup);
        }

        while (from + (points.Count * step) <= minute)
        {
            points.Add(units);
        }

        points[^1] = units;
        if (before is null)
        {
            points.Insert(0, openingUnits);
        }

        return new LiveDay(before?.CloseUnits ?? openingUnits, points.DrainToImmutable(), low, high, flows);
    }

    private static long MinuteOf(BalanceRollup rollup) => rollup.StartUnixMs / MinuteMs;
}

/// <summary>What happened to a fund's balance in 24 hours.</summary>
/// <param name="BeginUnits">The balance before; the opening balance of a younger fund.</param>
/// <param name="Points">Balances at equal steps, the oldest first.</param>
/// <param name="LowUnits">The lowest balance, between the steps too.</param>
/// <param name="HighUnits">The highest.</param>
/// <param name="Flows">What changed it.</param>
public sealed record LiveDay(long BeginUnits, ImmutableArray<long> Points, long LowUnits, long HighUnits, LiveFlows Flows)
{
    /// <summary>Minutes between two points of a whole day.</summary>
    public const int StepMinutes = 5;

    /// <summary>Steps of a whole day.</summary>
    public const int StepsMax = 24 * 60 / StepMinutes;
}

/// <summary>Sums of a fund's entries by reason. Draws and withdrawals are positive numbers that went out.</summary>
/// <param name="OpeningUnits">Opening balance.</param>
/// <param name="SurplusUnits">Received from liquidations.</param>
/// <param name="DrawUnits">Paid for liquidations.</param>
/// <param name="FeeUnits">Received from fees.</param>
/// <param name="InjectionUnits">Paid in by the operator.</param>
/// <param name="WithdrawalUnits">Taken out by the operator.</param>
/// <param name="ReversalUnits">Entries taken back, with their sign.</param>
public readonly record struct LiveFlows(
    long OpeningUnits, long SurplusUnits, long DrawUnits, long FeeUnits, long InjectionUnits, long WithdrawalUnits, long ReversalUnits)
{
    /// <summary>With those of one more minute.</summary>
    public LiveFlows With(BalanceRollup minute)
    {
        ArgumentNullException.ThrowIfNull(minute);
        return new LiveFlows(
            Saturating.Add(OpeningUnits, minute.OpeningUnits),
            Saturating.Add(SurplusUnits, minute.SurplusUnits),
            Saturating.Add(DrawUnits, minute.DrawUnits),
            Saturating.Add(FeeUnits, minute.FeeUnits),
            Saturating.Add(InjectionUnits, minute.InjectionUnits),
            Saturating.Add(WithdrawalUnits, minute.WithdrawalUnits),
            Saturating.AddSigned(ReversalUnits, minute.ReversalUnits));
    }
}
