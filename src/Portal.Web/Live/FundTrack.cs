using System.Collections.Immutable;
using Portal.Settlement.Ledger;

namespace Portal.Web.Live;

/// <summary>What is remembered of a fund besides its state: its last day, its newest entries, how low it fell since its peak.</summary>
internal sealed class FundTrack(DayWindow day, HourWindow hours, LowSincePeak low)
{
    /// <summary>How many of a fund's newest entries are held.</summary>
    public const int EntriesMax = 25;

    private readonly Queue<LedgerEntry> _entries = new(EntriesMax + 1);

    /// <summary>Its last 24 hours.</summary>
    public DayWindow Day { get; } = day;

    /// <summary>Its last 30 days by the hour.</summary>
    public HourWindow Hours { get; } = hours;

    /// <summary>The lowest balance since its highest.</summary>
    public LowSincePeak Low { get; private set; } = low;

    /// <summary>Its newest entries, the oldest first.</summary>
    public ImmutableArray<LedgerEntry> Entries => [.. _entries];

    /// <summary>Takes an entry without its effect on <see cref="Low"/>: what was read at the beginning.</summary>
    public void Remember(LedgerEntry entry)
    {
        _entries.Enqueue(entry);
        if (_entries.Count > EntriesMax)
        {
            _entries.Dequeue();
        }
    }

    /// <summary>Takes the next entry.</summary>
    public void Take(LedgerEntry entry)
    {
        Remember(entry);
        Low = Low.With(entry.BalanceAfter!.Value.Units, entry.RecordedAt);
    }
}

/// <summary>The lowest balance since the highest one ever.</summary>
/// <param name="PeakUnits">The highest.</param>
/// <param name="Units">The lowest since; the highest itself when nothing was lost since.</param>
/// <param name="At">When that was.</param>
internal readonly record struct LowSincePeak(long PeakUnits, long Units, DateTimeOffset At)
{
    /// <summary>After one more balance.</summary>
    public LowSincePeak With(long units, DateTimeOffset at) =>
        units > PeakUnits ? new LowSincePeak(units, units, at)
        : units < Units ? this with { Units = units, At = at }
        : this;
}
