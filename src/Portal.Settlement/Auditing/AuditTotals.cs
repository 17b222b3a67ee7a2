using Portal.Settlement.Ledger;

namespace Portal.Settlement.Auditing;

/// <summary>What entries that were found right add up to, for a report.</summary>
public sealed class AuditTotals
{
    /// <summary>The most sources that are counted one by one; what comes from further ones is counted under <see cref="OtherSources"/>.</summary>
    public const int SourcesMax = 1_000;

    /// <summary>The name under which sources beyond <see cref="SourcesMax"/> are counted together; no source can have it.</summary>
    public const string OtherSources = "";

    private readonly SortedDictionary<string, long> _kinds = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, FundTotals> _funds = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, SourceTotals> _sources = new(StringComparer.Ordinal);

    /// <summary>Makes totals of nothing.</summary>
    public AuditTotals()
    {
    }

    internal AuditTotals(long entries, IReadOnlyDictionary<string, long> kinds, IEnumerable<FundTotals> funds, IEnumerable<SourceTotals> sources)
    {
        Entries = entries;
        foreach (var (kind, count) in kinds)
        {
            _kinds.Add(kind, count);
        }

        foreach (var fund in funds)
        {
            _funds.Add(fund.FundId, fund);
        }

        foreach (var source in sources)
        {
            _sources.Add(source.Source, source);
        }
    }

    /// <summary>How many entries.</summary>
    public long Entries { get; private set; }

    /// <summary>How many entries of each kind, by the kind's name.</summary>
    public IReadOnlyDictionary<string, long> Kinds => _kinds;

    /// <summary>The funds, ordered by id.</summary>
    public IReadOnlyCollection<FundTotals> Funds => _funds.Values;

    /// <summary>The sources that settled records came from, ordered by name.</summary>
    public IReadOnlyCollection<SourceTotals> Sources => _sources.Values;

    internal void Add(LedgerEntry entry)
    {
        Entries++;
        _kinds[entry.Body.Kind] = _kinds.GetValueOrDefault(entry.Body.Kind) + 1;
        if (entry.FundId is { } fundId && entry.BalanceAfter is not null)
        {
            if (!_funds.TryGetValue(fundId, out var fund))
            {
                _funds.Add(fundId, fund = new FundTotals { FundId = fundId, FirstAt = entry.RecordedAt, LastAt = entry.RecordedAt });
            }

            fund.Add(entry);
        }

        if (entry.Body is LiquidationSettled settled)
        {
            SourceOf(settled.Source).Add(settled.SourceSequence);
        }
        else if (entry.Body is FeeAllocated fee)
        {
            SourceOf(fee.Source).Add(fee.SourceSequence);
        }
        else if (entry.Body is AdlFilled fill)
        {
            SourceOf(fill.Source).Add(fill.SourceSequence);
        }
    }

    private SourceTotals SourceOf(string name)
    {
        if (_sources.TryGetValue(name, out var source))
        {
            return source;
        }

        var counted = _sources.Count < SourcesMax ? name : OtherSources;
        if (!_sources.TryGetValue(counted, out source))
        {
            _sources.Add(counted, source = new SourceTotals { Source = counted });
        }

        return source;
    }
}

/// <summary>Sums of one fund, in units of its asset; they stop at the largest number that can be kept.</summary>
public sealed record FundTotals
{
    /// <summary>The fund.</summary>
    public required string FundId { get; init; }

    /// <summary>How many entries it has.</summary>
    public long Entries { get; set; }

    /// <summary>The settling clock of its first entry.</summary>
    public required DateTimeOffset FirstAt { get; init; }

    /// <summary>The settling clock of its last entry.</summary>
    public required DateTimeOffset LastAt { get; set; }

    /// <summary>Its balance after its last entry.</summary>
    public long BalanceUnits { get; set; }

    /// <summary>Whether ADL is on after its last entry.</summary>
    public bool AdlActive { get; set; }

    /// <summary>Its opening balance.</summary>
    public long OpeningUnits { get; set; }

    /// <summary>How many liquidations it settled, without those that were taken back.</summary>
    public long Liquidations { get; set; }

    /// <summary>Paid in from liquidations.</summary>
    public long SurplusUnits { get; set; }

    /// <summary>Paid out for liquidations.</summary>
    public long DrawUnits { get; set; }

    /// <summary>Losses that it could not pay, without those of liquidations that were taken back.</summary>
    public long UncoveredUnits { get; set; }

    /// <summary>Paid in from trading fees.</summary>
    public long FeeUnits { get; set; }

    /// <summary>Paid in by the operator.</summary>
    public long InjectionUnits { get; set; }

    /// <summary>Taken out by the operator.</summary>
    public long WithdrawalUnits { get; set; }

    /// <summary>What came back by reversals less what went out by them.</summary>
    public long ReversalUnits { get; set; }

    internal void Add(LedgerEntry entry)
    {
        Entries++;
        LastAt = entry.RecordedAt;
        BalanceUnits = entry.BalanceAfter!.Value.Units;
        switch (entry.Body)
        {
            case LiquidationSettled { Result: var result }:
                Liquidations++;
                SurplusUnits = Saturating.Add(SurplusUnits, result.Surplus.Units);
                DrawUnits = Saturating.Add(DrawUnits, result.Draw.Units);
                UncoveredUnits = Saturating.Add(UncoveredUnits, result.Uncovered.Units);
                break;
            case FeeAllocated fee:
                FeeUnits = Saturating.Add(FeeUnits, fee.Allocated.Units);
                break;
            case FundOpened opened:
                OpeningUnits = opened.Amount.Units;
                break;
            case Injected injected:
                InjectionUnits = Saturating.Add(InjectionUnits, injected.Amount.Units);
                break;
            case Withdrawn withdrawn:
                WithdrawalUnits = Saturating.Add(WithdrawalUnits, withdrawn.Amount.Units);
                break;
            case EntryReversed reversed:
                ReversalUnits = Saturating.AddSigned(ReversalUnits, reversed.Amount.Units);
                Liquidations -= reversed.IsOfLiquidation ? 1 : 0;
                UncoveredUnits = Math.Max(0, UncoveredUnits - (reversed.Uncovered?.Units ?? 0));
                break;
            case AdlChanged adl:
                AdlActive = adl.Active;
                break;
            default:
                break;
        }
    }
}

/// <summary>What entries tell of one source's own count.</summary>
public sealed record SourceTotals
{
    /// <summary>The source.</summary>
    public required string Source { get; init; }

    /// <summary>How many of its records were settled.</summary>
    public long Settled { get; set; }

    /// <summary>How many of them carry the source's own number.</summary>
    public long Numbered { get; set; }

    /// <summary>The lowest number; null when none carries one.</summary>
    public long? Lowest { get; set; }

    /// <summary>The highest number; null when none carries one.</summary>
    public long? Highest { get; set; }

    /// <summary>
    /// At least how many numbers between the lowest and the highest no entry carries: records that were rejected, are in conflict, or never arrived. Exact unless a
    /// source used a number twice.
    /// </summary>
    public long Missing => Highest is { } highest && Lowest is { } lowest ? Math.Max(0, highest - lowest + 1 - Numbered) : 0;

    internal void Add(long? number)
    {
        Settled++;
        if (number is { } given)
        {
            Numbered++;
            Lowest = Lowest is { } lowest && lowest < given ? lowest : given;
            Highest = Highest is { } highest && highest > given ? highest : given;
        }
    }
}
