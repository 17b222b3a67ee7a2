using Portal.Settlement;
using Portal.Settlement.Ledger;
using Portal.Storage.Ledger;

namespace Portal.Storage.Deleveraging;

/// <summary>What the entries of one append change of ADL's events and losses.</summary>
public sealed record AdlChanges
{
    /// <summary>Nothing.</summary>
    public static AdlChanges None { get; } = new();

    /// <summary>Events that entries of the append start.</summary>
    public IReadOnlyList<AdlEventRow> Started { get; init; } = [];

    /// <summary>What they change of events, the started ones among them.</summary>
    public IReadOnlyList<AdlEventChange> Changed { get; init; } = [];

    /// <summary>Losses that they left uncovered.</summary>
    public IReadOnlyList<AdlLossRow> Losses { get; init; } = [];

    /// <summary>Reversals of liquidations that had left a loss uncovered.</summary>
    public IReadOnlyList<ReversalRow> TakenBack { get; init; } = [];

    /// <summary>Reads entries, in order, from the state that they follow.</summary>
    public static AdlChanges Of(LedgerState from, IReadOnlyList<LedgerEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(entries);
        var reading = new Reading(from);
        for (var index = 0; index < entries.Count; index++)
        {
            reading.Take(entries[index], index + 1 < entries.Count ? entries[index + 1] : null);
        }

        return reading.Changes;
    }

    private sealed class Reading(LedgerState from)
    {
        private readonly Dictionary<string, long?> _active = new(StringComparer.Ordinal);
        private readonly List<AdlEventRow> _started = [];
        private readonly Dictionary<long, AdlEventChange> _changed = [];
        private readonly List<AdlLossRow> _losses = [];
        private readonly List<ReversalRow> _takenBack = [];

        public AdlChanges Changes => new() { Started = _started, Changed = [.. _changed.Values], Losses = _losses, TakenBack = _takenBack };

        public void Take(LedgerEntry entry, LedgerEntry? next)
        {
            if (entry.FundId is not { } fundId || entry.BalanceAfter is not { Units: var balance })
            {
                return;
            }

            switch (entry.Body)
            {
                case AdlChanged { Active: true }:
                    _active[fundId] = entry.Sequence;
                    _started.Add(new AdlEventRow(entry.Sequence, fundId, null, 0, 0, 0, balance));
                    break;
                case AdlChanged when Active(fundId) is { } ended:
                    Change(ended, balance, change => change with { EndSequence = entry.Sequence });
                    _active[fundId] = null;
                    break;
                case LiquidationSettled { Result.Uncovered.Units: > 0 and var uncovered }:
                    TakeLoss(entry, next, fundId, uncovered, balance);
                    break;
                case EntryReversed { IsOfLiquidation: true, Uncovered: not null } reversed:
                    _takenBack.Add(new ReversalRow(entry.Sequence, reversed.ReversedSequence));
                    break;
                default:
                    break;
            }

            if (Active(fundId) is { } on)
            {
                Change(on, balance, static change => change);
            }
        }

        // A loss that comes while ADL is off is what starts it, and the start is the very next entry.
        private void TakeLoss(LedgerEntry entry, LedgerEntry? next, string fundId, long uncovered, long balance)
        {
            var started = next is { Body: AdlChanged { Active: true } change } && change.CauseSequence == entry.Sequence ? next.Sequence : (long?)null;
            var belongs = Active(fundId) ?? started;
            Invariant.Holds(belongs is not null, "A loss left uncovered belongs to an event.");
            _losses.Add(new AdlLossRow(entry.Sequence, belongs.Value, uncovered, 0, 0, 0));
            Change(belongs.Value, balance, change => change with { UncoveredUnits = Saturating.Add(change.UncoveredUnits, uncovered), LossCount = change.LossCount + 1 });
        }

        private long? Active(string fundId) =>
            _active.TryGetValue(fundId, out var known) ? known : _active[fundId] = from.Find(fundId)?.AdlSinceSequence;

        private void Change(long sequence, long balance, Func<AdlEventChange, AdlEventChange> with)
        {
            var change = with(_changed.GetValueOrDefault(sequence) ?? new AdlEventChange(sequence, null, 0, 0, 0, balance));
            _changed[sequence] = change with { LowestUnits = Math.Min(change.LowestUnits, balance) };
        }
    }
}
