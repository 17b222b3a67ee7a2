using Portal.Settlement.Amounts;
using Portal.Settlement.Funds;

namespace Portal.Settlement.Ledger;

/// <summary>An entry does not follow from the ones before it. The message names it.</summary>
public sealed class LedgerBrokenException(long sequence, string reason) : Exception($"Entry {sequence}: {reason}")
{
    /// <summary>The entry at fault.</summary>
    public long Sequence { get; } = sequence;

    /// <summary>What is wrong with it, in words that follow "Entry 12: ".</summary>
    public string Reason { get; } = reason;
}

/// <summary>Where the whole ledger stands after its last entry: the rulebook and every fund. Changed by entries alone.</summary>
public sealed class LedgerState
{
    private readonly Dictionary<string, FundState> _funds;
    private readonly HashSet<string> _own;
    private readonly Dictionary<(string FundId, int IntervalMinutes, long StartUnixMs), BalanceRollup> _rollups = [];

    /// <summary>Makes a state as read from storage.</summary>
    public LedgerState(long sequence, Rulebook rulebook, IEnumerable<FundState> funds)
    {
        Sequence = sequence;
        Rulebook = rulebook;
        _funds = funds.ToDictionary(static fund => fund.FundId, StringComparer.Ordinal);
        _own = new HashSet<string>(StringComparer.Ordinal);
    }

    private LedgerState(LedgerState other)
    {
        (Sequence, Rulebook) = (other.Sequence, other.Rulebook);
        _funds = new Dictionary<string, FundState>(other._funds, StringComparer.Ordinal);
        _own = new HashSet<string>(StringComparer.Ordinal);
    }

    /// <summary>The last entry; 0 before the first.</summary>
    public long Sequence { get; private set; }

    /// <summary>The decisions.</summary>
    public Rulebook Rulebook { get; private set; }

    /// <summary>The funds.</summary>
    public IReadOnlyCollection<FundState> Funds => _funds.Values;

    /// <summary>The funds that entries touched since the state was made or forked.</summary>
    public IEnumerable<FundState> TouchedFunds => _own.Order(StringComparer.Ordinal).Select(fundId => _funds[fundId]);

    /// <summary>Every rollup that entries touched since the state was made or forked, as it stands.</summary>
    public IEnumerable<(string FundId, BalanceRollup Rollup)> TouchedRollups => _rollups.Select(static pair => (pair.Key.FundId, pair.Value));

    /// <summary>Before the first entry.</summary>
    public static LedgerState Empty() => new(0, Rulebook.Empty, []);

    /// <summary>A state that starts from here and leaves this one as it is: what a batch is settled in until its commit is known.</summary>
    public LedgerState Fork() => new(this);

    /// <summary>A fund by its id; null when there is none.</summary>
    public FundState? Find(string fundId) => _funds.GetValueOrDefault(fundId);

    /// <summary>Takes the next entry.</summary>
    /// <exception cref="LedgerBrokenException">It does not follow from the ones before: a gap, a balance that does not continue, a clock that runs back.</exception>
    public void Apply(LedgerEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (entry.Sequence != Sequence + 1)
        {
            throw new LedgerBrokenException(entry.Sequence, $"follows entry {Sequence}.");
        }

        CheckDecision(entry);
        if (entry.FundId is not null)
        {
            ApplyToFund(entry);
        }

        Rulebook = Rulebook.With(entry);
        Sequence = entry.Sequence;
    }

    /// <summary>Makes the next entry and takes it.</summary>
    internal LedgerEntry Append(EntryBody body, EntryTime time, string? fundId = null)
    {
        var fund = fundId is null ? null : Find(fundId);
        var before = fund?.Balance;
        if (body is FundOpened opened)
        {
            before = Money.Zero(opened.Policy.Asset);
        }

        var entry = new LedgerEntry
        {
            Sequence = Sequence + 1,
            FundId = fundId,
            FundSequence = fundId is null ? null : (fund?.FundSequence ?? 0) + 1,
            RecordedAt = time.RecordedAt,
            OccurredAt = time.OccurredAt,
            BalanceBefore = before,
            BalanceAfter = before is { } balance ? new Money((long)(balance.Units + body.ChangeUnits), balance.Asset) : null,
            Replayed = time.Replayed,
            Body = body,
        };
        Apply(entry);
        return entry;
    }

    private void CheckDecision(LedgerEntry entry)
    {
        var fault = entry.Body switch
        {
            AssetListed when entry.FundId is not null => "lists an asset for one fund.",
            AssetListed listed when Rulebook.FindAsset(listed.Asset.Code) is not null => $"lists {listed.Asset}, which was listed before.",
            FreezeChanged when entry.FundId is not null => "freezes one fund alone.",
            FreezeChanged freeze when freeze.Active == (Rulebook.Freeze is not null) => freeze.Active ? "freezes what is frozen." : "ends a freeze, and there is none.",
            RecordDismissed when entry.FundId is not null => "dismisses a record for one fund.",
            AssetListed or ContractListed or FreezeChanged or RecordDismissed => null,
            _ when entry.FundId is null => "belongs to no fund.",
            FundOpened when Find(entry.FundId) is not null => $"opens the fund '{entry.FundId}', which is open.",
            FundOpened opened => CheckPolicy(entry, opened.Policy),
            PolicyChanged changed => CheckPolicy(entry, changed.Policy),
            EntryReversed reversed when Rulebook.FindReversalOf(reversed.ReversedSequence) is { } before =>
                $"takes back entry {reversed.ReversedSequence}, which entry {before.Sequence} took back.",
            EntryReversed reversed when reversed.ReversedSequence < 1 || reversed.ReversedSequence > Sequence => $"takes back entry {reversed.ReversedSequence}, which is not before it.",
            _ => null,
        };
        if (fault is not null)
        {
            throw new LedgerBrokenException(entry.Sequence, fault);
        }
    }

    private string? CheckPolicy(LedgerEntry entry, FundPolicy policy) =>
        policy.FundId != entry.FundId ? $"holds the policy of the fund '{policy.FundId}'."
        : Rulebook.FindAsset(policy.Asset.Code) != policy.Asset ? $"counts {policy.Asset} with {policy.Asset.Scale} decimals, which is not how it was listed."
        : null;

    // Nothing is changed before everything is checked.
    private void ApplyToFund(LedgerEntry entry)
    {
        var fundId = entry.FundId!;
        var fund = Find(fundId)
            ?? (entry.Body is FundOpened opened
                ? new FundState(fundId, opened.Policy.Asset)
                : throw new LedgerBrokenException(entry.Sequence, $"belongs to the fund '{fundId}', which was not opened."));
        if (FindFault(fund, entry) is { } fault)
        {
            throw new LedgerBrokenException(entry.Sequence, fault);
        }

        if (_own.Add(fundId))
        {
            fund = new FundState(fund);
            _funds[fundId] = fund;
        }

        fund.Apply(entry);
        foreach (var rollup in fund.Rollups)
        {
            _rollups[(fundId, rollup.IntervalMinutes, rollup.StartUnixMs)] = rollup;
        }
    }

    private static string? FindFault(FundState fund, LedgerEntry entry)
    {
        if (entry.BalanceBefore is not { } before || entry.BalanceAfter is not { } after)
        {
            return "has a fund and no balance.";
        }

        var added = entry.Body.ChangeUnits;
        return entry.FundSequence != fund.FundSequence + 1 ? $"is number {entry.FundSequence} of its fund, after number {fund.FundSequence}."
            : before != fund.Balance || after.Asset != fund.Asset
                ? $"begins with a balance of {before}, but the one before it ended with {fund.Balance}."
            : after.Units - (Int128)before.Units != added ? $"changes the balance from {before} to {after}, which is not what it records."
            : after.Units < 0 ? $"leaves a balance of {after}, below zero."
            : added > 0 && !fund.HasRoomFor(added + entry.Body.WithdrawnUnits) ? "makes a balance that is more than can be kept."
            : entry.RecordedAt < fund.LastRecordedAt ? "was recorded before the one it follows."
            : null;
    }
}

/// <summary>The times an entry carries.</summary>
/// <param name="RecordedAt">By the settling clock.</param>
/// <param name="OccurredAt">By the event's own account.</param>
/// <param name="Replayed">Whether the clock is a recording's.</param>
public readonly record struct EntryTime(DateTimeOffset RecordedAt, DateTimeOffset OccurredAt, bool Replayed)
{
    /// <summary>By the settling clock, in whole milliseconds.</summary>
    public DateTimeOffset RecordedAt { get; } = TimeText.WholeMilliseconds(RecordedAt);

    /// <summary>By the event's own account, in whole milliseconds.</summary>
    public DateTimeOffset OccurredAt { get; } = TimeText.WholeMilliseconds(OccurredAt);
}
