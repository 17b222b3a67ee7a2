using System.Data.Common;
using Portal.Settlement;
using Portal.Storage.Deleveraging;
using Portal.Storage.Funds;
using Portal.Storage.Intake;
using Portal.Storage.Liquidations;
using Portal.Storage.Rollups;

namespace Portal.Storage.Ledger;

/// <summary>Everything that one transaction writes. It may hold no entries, when all there is to note is what was refused.</summary>
public sealed record LedgerAppend
{
    /// <summary>The head's sequence that all of this was computed from.</summary>
    public required long ExpectedSequence { get; init; }

    /// <summary>The head's tree edge after the last entry.</summary>
    public required byte[] TreeEdge { get; init; }

    /// <summary>The settling worker's fence; null for a writer that holds no lease.</summary>
    public long? Fence { get; init; }

    /// <summary>The new entries, in order and without gaps from the expected sequence on.</summary>
    public IReadOnlyList<LedgerEntryRow> Entries { get; init; } = [];

    /// <summary>Of the liquidations among them, what lists look for.</summary>
    public IReadOnlyList<LiquidationRow> Liquidations { get; init; } = [];

    /// <summary>Which earlier entries they take back.</summary>
    public IReadOnlyList<ReversalRow> Reversals { get; init; } = [];

    /// <summary>The events that they settle.</summary>
    public IReadOnlyList<SettledRecordRow> SettledRecords { get; init; } = [];

    /// <summary>Each changed rollup once, as it is to stand. Every fund with a liquidation here has its minute among them.</summary>
    public IReadOnlyList<RollupRow> Rollups { get; init; } = [];

    /// <summary>Each changed fund once, as it is to stand.</summary>
    public IReadOnlyList<FundStateRow> Funds { get; init; } = [];

    /// <summary>What to add to the counters of sources.</summary>
    public IReadOnlyList<SourceChange> Sources { get; init; } = [];

    /// <summary>What to add to the days of fees.</summary>
    public IReadOnlyList<FeeRollupChange> Fees { get; init; } = [];

    /// <summary>What to add to the totals of rates: the same fees by rate alone.</summary>
    public IReadOnlyList<RateTotalChange> RateTotals { get; init; } = [];

    /// <summary>Fees that reversals among the entries take back.</summary>
    public IReadOnlyList<FeeTakenBack> FeesTakenBack { get; init; } = [];

    /// <summary>What the entries change of ADL's events and losses.</summary>
    public AdlChanges Adl { get; init; } = AdlChanges.None;

    /// <summary>Of the ADL fills among them, what is looked for.</summary>
    public IReadOnlyList<AdlFillRow> AdlFills { get; init; } = [];

    /// <summary>What could not be settled.</summary>
    public IReadOnlyList<QuarantineArrival> Quarantined { get; init; } = [];

    /// <summary>What in quarantine is closed by entries of this append.</summary>
    public IReadOnlyList<QuarantineClosing> Closed { get; init; } = [];

    /// <summary>Writes, last of all and in the same transaction, what belongs to these entries and is not the ledger; false undoes the whole append.</summary>
    internal Func<DbConnection, DbTransaction?, Task<bool>>? Beside { get; init; }

    /// <summary>The head's sequence afterwards.</summary>
    public long NewSequence => ExpectedSequence + Entries.Count;

    internal void Check()
    {
        for (var index = 0; index < Entries.Count; index++)
        {
            Invariant.Holds(Entries[index].Sequence == ExpectedSequence + 1 + index, "Entries follow the head without gaps.");
        }

        // A list finds a time in the ledger by the last sequence of the minutes before it, so no liquidation may lie beyond its minute.
        var covered = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var rollup in Rollups)
        {
            Invariant.Holds(rollup.LastSequence <= NewSequence, "A rollup ends with the ledger.");
            if (rollup.IntervalMinutes == RollupRow.Minute)
            {
                covered[rollup.FundId] = Math.Max(rollup.LastSequence, covered.GetValueOrDefault(rollup.FundId));
            }
        }

        foreach (var liquidation in Liquidations)
        {
            Invariant.Holds(liquidation.Sequence > ExpectedSequence && liquidation.Sequence <= NewSequence, "A liquidation has an entry.");
            Invariant.Holds(covered.GetValueOrDefault(liquidation.FundId) >= liquidation.Sequence, "A liquidation has its minute.");
        }

        foreach (var reversal in Reversals)
        {
            Invariant.Holds(reversal.Sequence > ExpectedSequence && reversal.Sequence <= NewSequence, "A reversal has an entry.");
        }

        foreach (var fill in AdlFills)
        {
            Invariant.Holds(fill.Sequence > ExpectedSequence && fill.Sequence <= NewSequence, "An ADL fill has an entry.");
        }

        foreach (var settled in SettledRecords)
        {
            Invariant.Holds(settled.Sequence > ExpectedSequence && settled.Sequence <= NewSequence, "A settled record has an entry.");
        }
    }
}
