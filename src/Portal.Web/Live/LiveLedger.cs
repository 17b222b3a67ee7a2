using System.Collections.Immutable;
using Portal.Settlement.Amounts;
using Portal.Settlement.Deleveraging;
using Portal.Settlement.Funds;
using Portal.Settlement.Ledger;
using Portal.Storage.Ledger;

namespace Portal.Web.Live;

/// <summary>The tail's own copy of where the ledger stands: takes entries and makes snapshots. Belongs to one task.</summary>
internal sealed class LiveLedger
{
    private const long MinuteMs = 60_000;

    private readonly Dictionary<string, FundTrack> _tracks;
    private readonly List<LiveLiquidation> _liquidations;
    private readonly List<LiveEntry> _adlChanges;
    private LedgerState _state;
    private long _liquidationsAfter;
    private DateTimeOffset? _lastEntryAt;

    /// <summary>Takes what was read at the position's sequence.</summary>
    public LiveLedger(LedgerState state, LiveBeginning beginning)
    {
        _state = state;
        _tracks = beginning.Tracks;
        _liquidations = [.. beginning.Liquidations];
        _adlChanges = [.. beginning.AdlChanges];
        _liquidationsAfter = beginning.LiquidationsAfter;
        _lastEntryAt = beginning.LastEntryAt;
    }

    /// <summary>The last entry taken.</summary>
    public long Sequence => _state.Sequence;

    /// <summary>Takes the next entries: all of them, or on an exception none.</summary>
    /// <exception cref="LedgerBrokenException">An entry does not follow from the ones before.</exception>
    /// <exception cref="FormatException">An entry can't be read.</exception>
    public void Take(IReadOnlyList<LedgerEntryRow> rows)
    {
        // A fork keeps the rollups of one page alone, and is dropped when a row turns out to be broken.
        var state = _state.Fork();
        var entries = new LedgerEntry[rows.Count];
        for (var index = 0; index < entries.Length; index++)
        {
            entries[index] = LedgerEntry.Read(rows[index].Bytes);
            state.Apply(entries[index]);
        }

        _state = state;
        for (var index = 0; index < entries.Length; index++)
        {
            Note(entries[index], rows[index].Bytes);
        }

        NoteDays(state);
        Forget();
    }

    /// <summary>The snapshot as of now.</summary>
    public LiveSnapshot Snapshot(LiveSnapshot previous, DateTimeOffset now)
    {
        var symbolsAreKnown = ReferenceEquals(previous.Rulebook, _state.Rulebook);
        var funds = ImmutableArray.CreateBuilder<LiveFund>(_state.Funds.Count);
        foreach (var policy in _state.Rulebook.Funds.OrderBy(policy => _state.Rulebook.PoliciesOf(policy.FundId)[0].Sequence))
        {
            var fund = _state.Find(policy.FundId)!;
            var shown = previous.Find(policy.FundId);
            funds.Add(symbolsAreKnown && shown is not null && IsCurrent(shown, fund, now)
                ? shown
                : Show(fund, policy, symbolsAreKnown && shown is not null ? shown.Symbols : SymbolsOf(policy), now));
        }

        return new LiveSnapshot
        {
            Revision = previous.Revision + 1,
            Sequence = _state.Sequence,
            AsOf = now,
            Rulebook = _state.Rulebook,
            Funds = funds.DrainToImmutable(),
            Liquidations = previous.Sequence == _state.Sequence && previous.IsLoaded ? previous.Liquidations : [.. _liquidations],
            LiquidationsAfter = _liquidationsAfter,
            AdlChanges = previous.AdlChanges.LastOrDefault() == _adlChanges.LastOrDefault() ? previous.AdlChanges : [.. _adlChanges],
            LastEntryAt = _lastEntryAt,
        };
    }

    /// <summary>What counts as now for a fund.</summary>
    private static DateTimeOffset ClockOf(FundState fund, DateTimeOffset now) =>
        fund.LastReplayed || fund.LastRecordedAt > now ? fund.LastRecordedAt : now;

    private static bool IsCurrent(LiveFund shown, FundState fund, DateTimeOffset now) =>
        shown.Sequence == fund.LastSequence && MinuteOf(shown.Clock) == MinuteOf(ClockOf(fund, now));

    private static long MinuteOf(DateTimeOffset at) => at.ToUnixTimeMilliseconds() / MinuteMs;

    private LiveFund Show(FundState fund, FundPolicy policy, ImmutableArray<string> symbols, DateTimeOffset now)
    {
        var clock = ClockOf(fund, now);
        var track = _tracks[fund.FundId];
        var day = track.Day.Read(MinuteOf(clock));

        // Asking for a later minute forgets earlier ones, and the next entry may be a recording's: so a copy is asked.
        var peak8h = new FundState(fund).PeakAtTime(clock).Units;
        return new LiveFund
        {
            Policy = policy,
            Symbols = symbols,
            Balance = fund.Balance,
            Sequence = fund.LastSequence,
            FundSequence = fund.FundSequence,
            OpenedAt = _state.Rulebook.PoliciesOf(fund.FundId)[0].EffectiveAt,
            UpdatedAt = fund.LastRecordedAt,
            Clock = clock,
            Rates = _state.Rulebook.RatesOf(fund.FundId),
            LivesByRecording = fund.LastReplayed,
            Change24h = new Money(Difference(fund.BalanceUnits, day.BeginUnits), fund.Asset),
            Change7d = ChangeSince(track.Hours.Before(clock.ToUnixTimeMilliseconds(), 7), fund),
            Change30d = ChangeSince(track.Hours.Before(clock.ToUnixTimeMilliseconds(), HourWindow.Days), fund),
            Today = TodayOf(fund, clock),
            Day = day,
            Entries = track.Entries,
            Peak = new Money(fund.PeakUnits, fund.Asset),
            PeakSequence = fund.PeakSequence,
            PeakAt = fund.PeakAt,
            Trough = new Money(track.Low.Units, fund.Asset),
            TroughAt = track.Low.At,
            DrawdownPpm = AdlTrigger.DrawdownPpm(fund.BalanceUnits, fund.PeakUnits),
            Peak8h = new Money(peak8h, fund.Asset),
            Drawdown8hPpm = AdlTrigger.DrawdownPpm(fund.BalanceUnits, peak8h),
            Adl = AdlTrigger.StateOf(fund.AdlSinceSequence is not null, fund.BalanceUnits, peak8h, policy.Thresholds),
            AdlTriggerAt = new Money(AdlTrigger.TriggerAtUnits(peak8h, policy.Floor.Units, policy.Thresholds), fund.Asset),
            AdlSinceSequence = fund.AdlSinceSequence,
            LiquidationCount = fund.LiquidationCount,
            Drawn = new Money(fund.DrawnUnits, fund.Asset),
            Uncovered = new Money(fund.UncoveredUnits, fund.Asset),
        };
    }

    private static LiveChange? ChangeSince(long? beginUnits, FundState fund) =>
        beginUnits is { } begin ? new LiveChange(new Money(Difference(fund.BalanceUnits, begin), fund.Asset), begin) : null;

    // The state keeps the day that its last entry lies in; when that is over, nothing has happened yet in the next one.
    private static BalanceRollup? TodayOf(FundState fund, DateTimeOffset clock) => fund.Rollups.FirstOrDefault(rollup =>
        rollup.IntervalMinutes == LiveFund.TodayMinutes && rollup.StartUnixMs == BalanceRollup.StartOf(clock.ToUnixTimeMilliseconds(), LiveFund.TodayMinutes));

    // A figure for show: two balances at the far ends of what a number holds differ by more than it holds.
    private static long Difference(long left, long right) => (long)Int128.Clamp((Int128)left - right, -long.MaxValue, long.MaxValue);

    private ImmutableArray<string> SymbolsOf(FundPolicy policy)
    {
        var listed = _state.Rulebook.Contracts
            .Select(static listing => listing.Terms.Symbol)
            .Where(symbol => _state.Rulebook.FindFundOf(symbol) == policy.FundId);
        return [.. policy.Symbols.Union(listed, StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    private void Note(LedgerEntry entry, byte[] bytes)
    {
        _lastEntryAt = entry.RecordedAt;
        switch (entry.Body)
        {
            case LiquidationSettled:
                _liquidations.Add(LiveLiquidation.Of(entry, bytes, _state.Rulebook)!);
                break;
            case EntryReversed reversed when _liquidations.FindIndex(liquidation => liquidation.Sequence == reversed.ReversedSequence) is >= 0 and var index:
                _liquidations[index] = _liquidations[index].TakenBack(entry.Sequence);
                break;
            case AdlChanged:
                _adlChanges.Add(new LiveEntry(entry, new RawJson(bytes)));
                break;
            case FundOpened opened:
                _tracks[entry.FundId!] = new FundTrack(
                    new DayWindow(opened.Amount.Units), new HourWindow(), new LowSincePeak(opened.Amount.Units, opened.Amount.Units, entry.RecordedAt));
                break;
            default:
                break;
        }

        if (entry.FundId is { } fundId)
        {
            _tracks[fundId].Take(entry);
        }
    }

    private void NoteDays(LedgerState state)
    {
        foreach (var (fundId, rollup) in state.TouchedRollups)
        {
            switch (rollup.IntervalMinutes)
            {
                case 1:
                    _tracks[fundId].Day.Add(rollup);
                    break;
                case 60:
                    _tracks[fundId].Hours.Add(rollup);
                    break;
                default:
                    break;
            }
        }
    }

    private void Forget()
    {
        if (_liquidations.Count > LiveSnapshot.LiquidationsMax)
        {
            var forgotten = _liquidations.Count - LiveSnapshot.LiquidationsMax;
            _liquidationsAfter = _liquidations[forgotten - 1].Sequence;
            _liquidations.RemoveRange(0, forgotten);
        }

        if (_adlChanges.Count > LiveSnapshot.AdlChangesMax)
        {
            _adlChanges.RemoveRange(0, _adlChanges.Count - LiveSnapshot.AdlChangesMax);
        }
    }
}
