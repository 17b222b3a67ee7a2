using Portal.Settlement;
using Portal.Settlement.Amounts;
using Portal.Settlement.Ledger;
using Portal.Worker.Settling;

namespace Portal.Worker.Sources.Replay;

/// <summary>A line that was not settled, and why.</summary>
public sealed record ReplayRefusal(long? LineNumber, string? ExternalId, RecordStatus Status, Problem Problem);

/// <summary>What a replay did to one fund.</summary>
public sealed class ReplayedFund(string fundId, Money before)
{
    /// <summary>The fund.</summary>
    public string FundId { get; } = fundId;

    /// <summary>Balance before its first settled record.</summary>
    public Money Before { get; } = before;

    /// <summary>Balance after its last settled record.</summary>
    public Money After { get; private set; } = before;

    /// <summary>Money in from liquidations.</summary>
    public Money Surplus { get; private set; } = Money.Zero(before.Asset);

    /// <summary>Money in from fees.</summary>
    public Money Fees { get; private set; } = Money.Zero(before.Asset);

    /// <summary>Money out for liquidations.</summary>
    public Money Draws { get; private set; } = Money.Zero(before.Asset);

    /// <summary>Losses left for ADL.</summary>
    public Money Uncovered { get; private set; } = Money.Zero(before.Asset);

    /// <summary>How many liquidations settled even.</summary>
    public long Even { get; private set; }

    /// <summary>How many records settled.</summary>
    public long Settled { get; private set; }

    internal void Add(LedgerEntry entry)
    {
        After = entry.BalanceAfter!.Value;
        Settled++;
        switch (entry.Body)
        {
            case LiquidationSettled { Result: var result, Check.Residual: var residual }:
                Surplus += result.Surplus;
                Draws += result.Draw;
                Uncovered += result.Uncovered;
                Even += residual.Units == 0 ? 1 : 0;
                break;
            case FeeAllocated fee:
                Fees += fee.Allocated;
                break;
            default:
                break;
        }
    }
}

/// <summary>What a replay read and what became of it.</summary>
public sealed class ReplaySummary
{
    /// <summary>How many refusals are listed; all are counted.</summary>
    public const int RefusalsListedMax = 1_000;

    private readonly SortedDictionary<string, ReplayedFund> _funds = new(StringComparer.Ordinal);
    private readonly List<ReplayRefusal> _refusals = [];

    /// <summary>Records read.</summary>
    public long Read { get; private set; }

    /// <summary>Records settled now.</summary>
    public long Settled { get; private set; }

    /// <summary>Records that were settled before.</summary>
    public long Duplicates { get; private set; }

    /// <summary>Records that contradict a settled one.</summary>
    public long Conflicts { get; private set; }

    /// <summary>Records that could not be read or accepted.</summary>
    public long Rejected { get; private set; }

    /// <summary>The first refusals, in the order of the file.</summary>
    public IReadOnlyList<ReplayRefusal> Refusals => _refusals;

    /// <summary>The funds that records settled in.</summary>
    public IReadOnlyCollection<ReplayedFund> Funds => _funds.Values;

    /// <summary>Whether everything was taken.</summary>
    public bool AllTaken => Conflicts == 0 && Rejected == 0;

    /// <summary>Counts results.</summary>
    public void Count(IReadOnlyList<RecordResult> results)
    {
        foreach (var result in results)
        {
            Read++;
            Settled += result.Status is RecordStatus.Settled ? 1 : 0;
            Duplicates += result.Status is RecordStatus.Duplicate ? 1 : 0;
            Conflicts += result.Status is RecordStatus.Conflict ? 1 : 0;
            Rejected += result.Status is RecordStatus.Rejected ? 1 : 0;
            if (result.Problem is { } problem && _refusals.Count < RefusalsListedMax)
            {
                _refusals.Add(new ReplayRefusal(result.LineNumber, result.ExternalId, result.Status, problem));
            }
        }
    }

    /// <summary>Adds what a settled record did.</summary>
    public void Add(LedgerEntry entry)
    {
        var fundId = entry.FundId!;
        if (!_funds.TryGetValue(fundId, out var fund))
        {
            _funds.Add(fundId, fund = new ReplayedFund(fundId, entry.BalanceBefore!.Value));
        }

        fund.Add(entry);
    }
}
