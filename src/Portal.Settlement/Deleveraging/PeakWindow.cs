namespace Portal.Settlement.Deleveraging;

/// <summary>The highest balance of the current and the previous 480 minutes, kept up to date in constant time.</summary>
/// <remarks>
/// Kept in gross units, the balance plus everything ever withdrawn, so that a withdrawal lowers an earlier peak by itself (contract: "lowered by
/// withdrawals made since"). A minute without entries has the balance it began with. Holds only minutes that could still be the peak: gross values fall from front to back.
/// </remarks>
public sealed class PeakWindow
{
    /// <summary>How many minutes before the current one count: 8 hours.</summary>
    public const int PreviousMinutes = 480;

    private readonly LinkedList<Minute> _candidates = [];
    private Minute? _latest;

    /// <summary>Makes an empty window.</summary>
    public PeakWindow()
    {
    }

    /// <summary>Makes a copy that can go its own way.</summary>
    public PeakWindow(PeakWindow other)
    {
        ArgumentNullException.ThrowIfNull(other);
        _candidates = new LinkedList<Minute>(other._candidates);
        _latest = other._latest;
    }

    /// <summary>Takes note of a balance after an entry. Minutes never go back.</summary>
    /// <param name="minute">Unix time in whole minutes.</param>
    /// <param name="grossUnits">Balance plus everything ever withdrawn.</param>
    /// <param name="sequence">The entry after which the fund held it.</param>
    public void Add(long minute, long grossUnits, long sequence)
    {
        if (_latest is { } latest && latest.At < minute)
        {
            // The balance stood unchanged through the minutes between, and into the current one.
            Push(latest with { At = minute });
        }

        _latest = new Minute(minute, grossUnits, sequence);
        Push(_latest);
    }

    /// <summary>The peak as of a minute that is not before the latest balance.</summary>
    /// <returns>Gross units and the entry after which they were held; null when no balance was ever noted.</returns>
    public (long GrossUnits, long Sequence)? At(long minute)
    {
        if (_latest is null)
        {
            return null;
        }

        while (_candidates.First is { Value: var first } && first.At < minute - PreviousMinutes)
        {
            _candidates.RemoveFirst();
        }

        var peak = _candidates.First?.Value is { } highest && highest.GrossUnits >= _latest.GrossUnits ? highest : _latest;
        return (peak.GrossUnits, peak.Sequence);
    }

    private void Push(Minute minute)
    {
        // An equal earlier value stays the one to name until it leaves the window, so only the time moves on.
        while (_candidates.Last is { Value: var last } && last.GrossUnits <= minute.GrossUnits)
        {
            minute = last.GrossUnits == minute.GrossUnits ? minute with { Sequence = last.Sequence } : minute;
            _candidates.RemoveLast();
        }

        _candidates.AddLast(minute);
    }

    private sealed record Minute(long At, long GrossUnits, long Sequence);
}
