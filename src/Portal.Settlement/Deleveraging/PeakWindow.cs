namespace Portal.Settlement.Deleveraging;

/// <summary>The highest balance of the current and the previous 480 minutes, kept without reading them again.</summary>
/// <remarks>
/// Kept in gross units, the balance plus everything ever withdrawn, so that a withdrawal lowers an earlier peak by itself (contract: "lowered by
/// withdrawals made since"). A minute without entries has the balance it began with. Holds at most one value a minute, and only
/// those that could still be the peak: from front to back they never rise.
/// </remarks>
public sealed class PeakWindow
{
    /// <summary>How many minutes before the current one count: 8 hours.</summary>
    public const int PreviousMinutes = 480;

    private readonly LinkedList<PeakMinute> _candidates = [];
    private PeakMinute? _latest;

    /// <summary>Makes an empty window.</summary>
    public PeakWindow()
    {
    }

    /// <summary>Makes a copy that can go its own way.</summary>
    public PeakWindow(PeakWindow other)
    {
        ArgumentNullException.ThrowIfNull(other);
        _candidates = new LinkedList<PeakMinute>(other._candidates);
        _latest = other._latest;
    }

    /// <summary>Makes a window as it was saved.</summary>
    /// <param name="candidates">What <see cref="Candidates"/> gave.</param>
    /// <param name="latest">What <see cref="Latest"/> gave.</param>
    public PeakWindow(IEnumerable<PeakMinute> candidates, PeakMinute? latest) => (_candidates, _latest) = (new LinkedList<PeakMinute>(candidates), latest);

    /// <summary>The minutes that could still hold the peak, the oldest first.</summary>
    public IReadOnlyCollection<PeakMinute> Candidates => _candidates;

    /// <summary>The last balance that was noted; null when none ever was.</summary>
    public PeakMinute? Latest => _latest;

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

        _latest = new PeakMinute(minute, grossUnits, sequence);
        Push(_latest);
        while (_candidates.First!.Value.At < minute - PreviousMinutes)
        {
            _candidates.RemoveFirst();
        }
    }

    /// <summary>The peak as of a minute that is not before the latest balance.</summary>
    /// <returns>Gross units and the entry after which they were held; null when no balance was ever noted.</returns>
    public (long GrossUnits, long Sequence)? At(long minute)
    {
        if (_latest is null)
        {
            return null;
        }

        // Reading leaves the candidates alone: a look at a later time must not change what the next entry, by a recording's clock perhaps, is judged by.
        var peak = _candidates.FirstOrDefault(candidate => candidate.At >= minute - PreviousMinutes) ?? _latest;
        return (peak.GrossUnits, peak.Sequence);
    }

    private void Push(PeakMinute minute)
    {
        while (_candidates.Last is { Value: var lower } && lower.GrossUnits < minute.GrossUnits)
        {
            _candidates.RemoveLast();
        }

        // A value of the same minute that is no lower leaves the window together with this one, which can then never be the peak.
        if (_candidates.Last is not { Value: var last } || last.At < minute.At)
        {
            _candidates.AddLast(minute);
        }
    }
}

/// <summary>A balance that stood in a minute.</summary>
/// <param name="At">Unix time in whole minutes.</param>
/// <param name="GrossUnits">Balance plus everything ever withdrawn.</param>
/// <param name="Sequence">The entry after which the fund held it.</param>
public sealed record PeakMinute(long At, long GrossUnits, long Sequence);
