using System.Collections.Immutable;

namespace Portal.Settlement.StressEvents;

/// <summary>
/// Finds the stress events of a fund and the deepest fall of its balance, from spans of any length in order.
/// A stress event begins at the highest balance so far, once the balance has fallen from there by at least <see cref="EventPpm"/> of it within whatever time,
/// and ends when what was lost has come back; whatever falls in between belongs to it.
/// </summary>
/// <remarks>
/// A span does not tell whether its highest balance came before its lowest. Where that matters <see cref="Take"/> refuses it and wants the shorter spans
/// in its place, down to single entries, so that what is found is exact, and the same whatever the lengths were.
/// </remarks>
public sealed class DrawdownScan
{
    /// <summary>From this share of the peak on a fall is a stress event: 5 %, in parts per million.</summary>
    public const int EventPpm = 50_000;

    /// <summary>Below this share of the peak a fall is not looked for: 0.01 %, in parts per million. Every minute of a busy fund has such falls.</summary>
    public const int SlightPpm = 100;

    /// <summary>How many events are remembered, the newest ones.</summary>
    public const int EventsMax = 1_000;

    private ImmutableList<BalanceFall> _events = ImmutableList<BalanceFall>.Empty;
    private BalanceFall? _worst;
    private BalanceFall? _current;

    // Of the peak and of the lowest balance since, with everything that was withdrawn added back: what two times are compared by.
    private Int128 _peakGross;
    private Int128 _lowGross;
    private Int128 _withdrawn;

    private readonly BalanceFall? _atLeast;

    /// <summary>Begins before the first span.</summary>
    /// <param name="atLeast">A fall that is known to lie in what comes, from <see cref="AtLeast"/>: smaller ones then need not be looked at closely. Null for none.</param>
    public DrawdownScan(BalanceFall? atLeast = null) => _atLeast = atLeast;

    private DrawdownScan(DrawdownScan other) =>
        (_atLeast, _events, _worst, _current, _peakGross, _lowGross, _withdrawn) =
            (other._atLeast, other._events, other._worst, other._current, other._peakGross, other._lowGross, other._withdrawn);

    /// <summary>A fall that certainly lies in spans: from the highest balance before a span to the lowest in it. The deepest one may be deeper, never less deep.</summary>
    /// <returns>Peak and loss alone tell of it; null when no fall is certain.</returns>
    public static BalanceFall? AtLeast(IEnumerable<BalanceSpan> spans)
    {
        ArgumentNullException.ThrowIfNull(spans);
        BalanceFall? deepest = null;
        long? peak = null;
        foreach (var span in spans)
        {
            if (span.HasWithdrawals)
            {
                // What went out is no loss, and nobody knows here how much it was: nothing is certain any more.
                return deepest;
            }

            if (peak is { } before && span.LowUnits < before)
            {
                var fall = new BalanceFall { PeakUnits = before, PeakSequence = 0, TroughUnits = span.LowUnits, Trough = span, LossUnits = Units((Int128)before - span.LowUnits) };
                deepest = fall.IsDeeperThan(deepest) ? fall : deepest;
            }

            peak = Math.Max(peak ?? span.HighUnits, span.HighUnits);
        }

        return deepest;
    }

    /// <summary>The events that are over, the oldest first, at most <see cref="EventsMax"/>.</summary>
    public IReadOnlyList<BalanceFall> Ended => _events;

    /// <summary>The event that goes on; null while there is none.</summary>
    public BalanceFall? Ongoing => _current is { } fall && fall.Reaches(EventPpm) ? fall : null;

    /// <summary>The fall since the highest balance, however small; null before the first span.</summary>
    public BalanceFall? Current => _current;

    /// <summary>The deepest fall, event or not, over or not; null when the balance never fell, or never as deep as is looked for.</summary>
    public BalanceFall? Deepest => _current is { } fall && IsDeepest(fall) ? fall : _worst;

    /// <summary>Begins before the first span and looks for falls of <see cref="SlightPpm"/> or more, or as deep as one that is certain.</summary>
    /// <param name="spans">What comes, to find a certain fall in; empty for none.</param>
    public static DrawdownScan WithoutSlight(IEnumerable<BalanceSpan> spans)
    {
        var slight = new BalanceFall { PeakUnits = Amounts.PartsPerMillion.Whole, PeakSequence = 0, TroughUnits = 0, Trough = default, LossUnits = SlightPpm };
        return new DrawdownScan(AtLeast(spans) is { } certain && certain.IsDeeperThan(slight) ? certain : slight);
    }

    /// <summary>Makes a copy that can go its own way.</summary>
    public DrawdownScan Fork() => new(this);

    /// <summary>Takes the next span.</summary>
    /// <returns>False when it has to come in shorter spans; then nothing was taken. An entry is always taken.</returns>
    public bool Take(BalanceSpan span)
    {
        if (span.IsEntry)
        {
            TakeEntry(span);
            return true;
        }

        if (span.HasWithdrawals)
        {
            return false;
        }

        var (high, low) = (span.HighUnits + _withdrawn, span.LowUnits + _withdrawn);
        if (_current is not null && high < _peakGross)
        {
            Lower(span, low);
            return true;
        }

        // The peak is reached or passed in it. While no fall that ends or begins here counts, nobody needs to know in which order.
        if (Matters(span, high, low))
        {
            return false;
        }

        if (_current is null || high > _peakGross)
        {
            BeginAt(span, span.HighUnits, high);
        }

        // Lows before this one are of no fall that counts, so the close stands for all of them.
        ResetLow(span);
        return true;
    }

    private void TakeEntry(BalanceSpan entry)
    {
        _withdrawn += entry.WithdrawnUnits;
        var gross = entry.CloseUnits + _withdrawn;
        if (_current is not { } fall)
        {
            BeginAt(entry, entry.CloseUnits, gross);
            return;
        }

        if (gross < _peakGross)
        {
            Lower(entry, gross);
            return;
        }

        var isEvent = fall.Reaches(EventPpm);
        var ended = fall with { RecoveredAtUnixMs = entry.StartUnixMs, RecoveredSequence = entry.HighSequence };
        if (isEvent)
        {
            _events = (_events.Count == EventsMax ? _events.RemoveAt(0) : _events).Add(ended);
        }

        _worst = IsDeepest(fall) ? ended : _worst;

        // Two events never begin at one entry: after one the next begins where it ended.
        if (isEvent || gross > _peakGross)
        {
            BeginAt(entry, entry.CloseUnits, gross);
        }
        else
        {
            ResetLow(entry);
        }
    }

    private bool Matters(BalanceSpan span, Int128 high, Int128 low)
    {
        var within = new BalanceFall { PeakUnits = span.HighUnits, PeakSequence = 0, TroughUnits = span.LowUnits, Trough = span, LossUnits = Units(high - low) };
        return (Counts(within) && LosesEnough(span, within)) || (_current is { } fall && Counts(low < _lowGross ? fall with { LossUnits = Units(_peakGross - low) } : fall));
    }

    // A fall within it loses no more than all its losses, from a peak no lower than the one before it.
    private bool LosesEnough(BalanceSpan span, BalanceFall within) =>
        _current is null || _peakGross <= _withdrawn || Counts(within with { PeakUnits = Units(_peakGross - _withdrawn), LossUnits = span.LossUnitsMax });

    private bool Counts(BalanceFall fall) =>
        fall.Reaches(EventPpm) || IsDeepest(fall);

    private bool IsDeepest(BalanceFall fall) =>
        fall.IsDeeperThan(_worst) && (_worst is not null || _atLeast is not { } known || !known.IsDeeperThan(fall));

    private void BeginAt(BalanceSpan span, long balanceUnits, Int128 gross)
    {
        (_peakGross, _lowGross) = (gross, gross);
        _current = new BalanceFall { PeakUnits = balanceUnits, PeakSequence = span.HighSequence, TroughUnits = balanceUnits, Trough = span, LossUnits = 0 };
    }

    private void ResetLow(BalanceSpan span)
    {
        _lowGross = span.CloseUnits + _withdrawn;
        _current = _current!.Value with { TroughUnits = span.CloseUnits, Trough = span, LossUnits = Units(_peakGross - _lowGross) };
    }

    private void Lower(BalanceSpan span, Int128 gross)
    {
        if (gross < _lowGross)
        {
            _lowGross = gross;
            _current = _current!.Value with { TroughUnits = span.LowUnits, Trough = span, LossUnits = Units(_peakGross - gross) };
        }
    }

    private static long Units(Int128 units) => (long)Int128.Min(units, long.MaxValue);
}
