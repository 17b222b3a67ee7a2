using Portal.Settlement.Amounts;
using Portal.Settlement.Deleveraging;
using Portal.Settlement.Funds;

namespace Portal.Settlement.Ledger;

/// <summary>Where a fund stands after its last entry. Changed by entries alone, so that replaying them gives the same state.</summary>
public sealed class FundState
{
    private readonly PeakWindow _window;

    /// <summary>Makes the state of a fund that is being opened or read from storage.</summary>
    public FundState(string fundId, Asset asset)
        : this(fundId, asset, new PeakWindow())
    {
    }

    /// <summary>Makes the state of a fund whose peak window was saved.</summary>
    public FundState(string fundId, Asset asset, PeakWindow window) => (FundId, Asset, _window) = (fundId, asset, window);

    /// <summary>Makes a copy that can go its own way.</summary>
    public FundState(FundState other)
    {
        ArgumentNullException.ThrowIfNull(other);
        (FundId, Asset, _window) = (other.FundId, other.Asset, new PeakWindow(other._window));
        (BalanceUnits, FundSequence, LastSequence, LastRecordedAt, LastReplayed) =
            (other.BalanceUnits, other.FundSequence, other.LastSequence, other.LastRecordedAt, other.LastReplayed);
        (PeakUnits, PeakSequence, PeakAt, WithdrawnUnits) = (other.PeakUnits, other.PeakSequence, other.PeakAt, other.WithdrawnUnits);
        (AdlSinceSequence, LastUncoveredAt) = (other.AdlSinceSequence, other.LastUncoveredAt);
        (LiquidationCount, DrawCount, DrawnUnits, UncoveredUnits) = (other.LiquidationCount, other.DrawCount, other.DrawnUnits, other.UncoveredUnits);
        Rollups = [.. other.Rollups];
    }

    /// <summary>The fund.</summary>
    public string FundId { get; }

    /// <summary>What it holds.</summary>
    public Asset Asset { get; }

    /// <summary>Its balance.</summary>
    public long BalanceUnits { get; set; }

    /// <summary>How many entries it has.</summary>
    public long FundSequence { get; set; }

    /// <summary>Its last entry.</summary>
    public long LastSequence { get; set; }

    /// <summary>The settling clock of its last entry.</summary>
    public DateTimeOffset LastRecordedAt { get; set; }

    /// <summary>Whether its last entry came from a recording.</summary>
    public bool LastReplayed { get; set; }

    /// <summary>The highest balance ever.</summary>
    public long PeakUnits { get; set; }

    /// <summary>The entry after which it was held.</summary>
    public long PeakSequence { get; set; }

    /// <summary>When that was.</summary>
    public DateTimeOffset PeakAt { get; set; }

    /// <summary>Everything that ever went out without being lost: what the operator withdrew, and what reversals took out; less withdrawals taken back.</summary>
    public long WithdrawnUnits { get; set; }

    /// <summary>The entry that started ADL; null while it is off.</summary>
    public long? AdlSinceSequence { get; set; }

    /// <summary>When a loss was last left uncovered.</summary>
    public DateTimeOffset? LastUncoveredAt { get; set; }

    /// <summary>How many liquidations it settled; here and below without those that were taken back.</summary>
    public long LiquidationCount { get; set; }

    /// <summary>How many of them it paid for, in whole or in part.</summary>
    public long DrawCount { get; set; }

    /// <summary>Everything it paid for liquidations.</summary>
    public long DrawnUnits { get; set; }

    /// <summary>Everything it could not pay.</summary>
    public long UncoveredUnits { get; set; }

    /// <summary>The rollups that hold its last entry, one for each length.</summary>
    public IReadOnlyList<BalanceRollup> Rollups { get; private set; } = [];

    /// <summary>The balances that its peak of the last 8 hours is read from.</summary>
    public PeakWindow Window => _window;

    /// <summary>Its balance as an amount.</summary>
    public Money Balance => new(BalanceUnits, Asset);

    /// <summary>Whether it can receive units: its balance and everything ever withdrawn, which the peak is counted in, stay within a <see cref="long"/>.</summary>
    public bool HasRoomFor(Int128 units) => (Int128)BalanceUnits + WithdrawnUnits + units <= long.MaxValue;

    /// <summary>Takes the rollups that storage kept.</summary>
    /// <param name="newest">The newest of each length.</param>
    /// <param name="minutes">The newest 481 minutes, the oldest first.</param>
    /// <param name="reversals">Every reversal of its entries, which are few: <see cref="Rulebook.ReversalsOf"/>.</param>
    public void Restore(IReadOnlyList<BalanceRollup> newest, IReadOnlyList<BalanceRollup> minutes, IEnumerable<ReversalInForce> reversals)
    {
        ArgumentNullException.ThrowIfNull(minutes);
        Rollups = newest;
        var byMinute = reversals.ToLookup(static made => BalanceRollup.StartOf(made.RecordedAt.ToUnixTimeMilliseconds(), 1), static made => made.Body.WithdrawnUnits);
        var withdrawnLater = minutes.Sum(minute => minute.WithdrawalUnits + byMinute[minute.StartUnixMs].Sum());
        foreach (var rollup in minutes)
        {
            withdrawnLater -= rollup.WithdrawalUnits + byMinute[rollup.StartUnixMs].Sum();
            var minute = rollup.StartUnixMs / 60_000;
            _window.Add(minute, rollup.PeakGrossUnits, rollup.PeakSequence);
            _window.Add(minute, rollup.CloseUnits + WithdrawnUnits - withdrawnLater, rollup.LastSequence);
        }
    }

    /// <summary>The peak of the last 8 hours as of a time, lowered by withdrawals made since, and the entry after which it was held.</summary>
    public (long Units, long Sequence) PeakAtTime(DateTimeOffset at) =>
        _window.At(at.ToUnixTimeMilliseconds() / 60_000) is { } peak ? (peak.GrossUnits - WithdrawnUnits, peak.Sequence) : (BalanceUnits, LastSequence);

    /// <summary>What the ADL rule looks at.</summary>
    public AdlReading Read(FundPolicy policy, DateTimeOffset at, bool leftUncovered)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return new AdlReading(
            at, BalanceUnits, policy.Floor.Units, PeakAtTime(at).Units, PeakUnits > policy.Floor.Units, leftUncovered, LastUncoveredAt, policy.Thresholds);
    }

    /// <summary>Takes the fund's next entry.</summary>
    internal void Apply(LedgerEntry entry)
    {
        var balance = entry.BalanceAfter!.Value.Units;
        if (entry.Body is LiquidationSettled { Result: var result })
        {
            LiquidationCount++;
            DrawCount += result.Draw.Units > 0 ? 1 : 0;
            DrawnUnits = Saturating.Add(DrawnUnits, result.Draw.Units);
            UncoveredUnits = Saturating.Add(UncoveredUnits, result.Uncovered.Units);
            LastUncoveredAt = result.Uncovered.Units > 0 ? entry.RecordedAt : LastUncoveredAt;
        }
        else if (entry.Body is EntryReversed { IsOfLiquidation: true } reversed)
        {
            LeaveOut(reversed);
        }
        else if (entry.Body is AdlChanged adl)
        {
            AdlSinceSequence = adl.Active ? entry.Sequence : null;
        }

        WithdrawnUnits += entry.Body.WithdrawnUnits;
        if (balance > PeakUnits || entry.Body is FundOpened)
        {
            (PeakUnits, PeakSequence, PeakAt) = (balance, entry.Sequence, entry.RecordedAt);
        }

        var unixMs = entry.RecordedAt.ToUnixTimeMilliseconds();
        Rollups = [.. BalanceRollup.IntervalsMinutes.Select(minutes => RollupOf(minutes, unixMs, entry).With(entry, balance + WithdrawnUnits))];
        _window.Add(unixMs / 60_000, balance + WithdrawnUnits, entry.Sequence);
        (BalanceUnits, FundSequence, LastSequence) = (balance, entry.FundSequence!.Value, entry.Sequence);
        (LastRecordedAt, LastReplayed) = (entry.RecordedAt, entry.Replayed);
    }

    // Statistics leave out both, the liquidation and its reversal. When a loss was last left uncovered stays: what ADL waits for has happened.
    private void LeaveOut(EntryReversed reversed)
    {
        LiquidationCount--;
        DrawCount -= reversed.Amount.Units > 0 ? 1 : 0;
        DrawnUnits = Math.Max(0, DrawnUnits - Math.Max(0, reversed.Amount.Units));
        UncoveredUnits = Math.Max(0, UncoveredUnits - (reversed.Uncovered?.Units ?? 0));
    }

    private BalanceRollup RollupOf(int intervalMinutes, long unixMs, LedgerEntry entry)
    {
        var start = BalanceRollup.StartOf(unixMs, intervalMinutes);
        if (Rollups.FirstOrDefault(rollup => rollup.IntervalMinutes == intervalMinutes) is { } open && open.StartUnixMs == start)
        {
            return open;
        }

        // A fund's first rollup begins with its opening balance: there was nothing to fall to before it.
        var first = entry.Body is FundOpened;
        var openUnits = first ? entry.BalanceAfter!.Value.Units : BalanceUnits;
        return new BalanceRollup
        {
            IntervalMinutes = intervalMinutes,
            StartUnixMs = start,
            OpenUnits = openUnits,
            HighUnits = openUnits,
            LowUnits = openUnits,
            CloseUnits = openUnits,
            PeakGrossUnits = first ? openUnits : BalanceUnits + WithdrawnUnits - entry.Body.WithdrawnUnits,
            PeakSequence = first ? entry.Sequence : LastSequence,
            LastSequence = entry.Sequence,
        };
    }
}
