using System.Collections.Immutable;
using Portal.Settlement.Amounts;
using Portal.Settlement.FeeAllocation;
using Portal.Settlement.Funds;

namespace Portal.Settlement.Ledger;

/// <summary>Every decision in force, in the past and to come, as the ledger's entries made them. Never changes: <see cref="With(LedgerEntry)"/> makes a new one.</summary>
public sealed class Rulebook
{
    private readonly Dictionary<string, Asset> _assets;
    private readonly Dictionary<string, ImmutableArray<FundPolicy>> _policies;
    private readonly Dictionary<string, ImmutableArray<ContractListing>> _contracts;
    private readonly Dictionary<string, ImmutableArray<AllocationRate>> _rates;
    private readonly Dictionary<string, string> _fundBySymbol;
    private readonly Dictionary<string, string> _fundOfOtherSymbolsByAsset;
    private ImmutableSortedDictionary<long, ReversalInForce> _reversals = ImmutableSortedDictionary<long, ReversalInForce>.Empty;

    private Rulebook()
    {
        _assets = new(StringComparer.Ordinal);
        _policies = new(StringComparer.Ordinal);
        _contracts = new(StringComparer.Ordinal);
        _rates = new(StringComparer.Ordinal);
        _fundBySymbol = new(StringComparer.Ordinal);
        _fundOfOtherSymbolsByAsset = new(StringComparer.Ordinal);
    }

    private Rulebook(Rulebook other)
    {
        _assets = new(other._assets, StringComparer.Ordinal);
        _policies = new(other._policies, StringComparer.Ordinal);
        _contracts = new(other._contracts, StringComparer.Ordinal);
        _rates = new(other._rates, StringComparer.Ordinal);
        _fundBySymbol = new(other._fundBySymbol, StringComparer.Ordinal);
        _fundOfOtherSymbolsByAsset = new(other._fundOfOtherSymbolsByAsset, StringComparer.Ordinal);
        (Freeze, _reversals, RatesSequence) = (other.Freeze, other._reversals, other.RatesSequence);
    }

    /// <summary>Before the first decision.</summary>
    public static Rulebook Empty { get; } = new();

    /// <summary>The assets in use.</summary>
    public IReadOnlyCollection<Asset> Assets => _assets.Values;

    /// <summary>The policies now in force, one for each fund.</summary>
    public IEnumerable<FundPolicy> Funds => _policies.Values.Select(static policies => policies[^1]);

    /// <summary>Every rate, of every fund, in the order they were set.</summary>
    public IEnumerable<AllocationRate> Rates => _rates.Values.SelectMany(static rates => rates).OrderBy(static rate => rate.Sequence);

    /// <summary>The terms last listed for each symbol.</summary>
    public IEnumerable<ContractListing> Contracts => _contracts.Values.Select(static listings => listings[^1]);

    /// <summary>The freeze in force; null while nothing is frozen.</summary>
    public FreezeInForce? Freeze { get; private set; }

    /// <summary>The last entry after which any rate may stand otherwise than before: it set one, took one back, froze everything or set it free; 0 for none.</summary>
    public long RatesSequence { get; private set; }

    /// <summary>Whether any fund's figures are simulated.</summary>
    public bool IsDemo => Funds.Any(static fund => fund.IsDemo);

    /// <summary>An asset by its code; null when it is not in use.</summary>
    public Asset? FindAsset(string code) => _assets.GetValueOrDefault(code);

    /// <summary>The policy a fund works by now; null for an unknown fund.</summary>
    public FundPolicy? FindPolicy(string fundId) => _policies.TryGetValue(fundId, out var policies) ? policies[^1] : null;

    /// <summary>All policies of a fund, the oldest first.</summary>
    public ImmutableArray<FundPolicy> PoliciesOf(string fundId) => _policies.GetValueOrDefault(fundId, []);

    /// <summary>The policy in force at an event's time; before the first one, the first. Null for an unknown fund.</summary>
    public FundPolicy? FindPolicyAt(string fundId, DateTimeOffset at)
    {
        var policies = _policies.GetValueOrDefault(fundId, []);
        for (var index = policies.Length - 1; index > 0; index--)
        {
            if (policies[index].EffectiveAt <= at)
            {
                return policies[index];
            }
        }

        return policies.IsEmpty ? null : policies[0];
    }

    /// <summary>The terms in force at an event's time; before the first listing, the first. Null for a symbol that nobody listed.</summary>
    public ContractListing? FindContractAt(string symbol, DateTimeOffset at)
    {
        var listings = _contracts.GetValueOrDefault(symbol, []);
        for (var index = listings.Length - 1; index > 0; index--)
        {
            if (listings[index].EffectiveAt <= at)
            {
                return listings[index];
            }
        }

        return listings.IsEmpty ? null : listings[0];
    }

    /// <summary>The contract listed by one entry; null when there is none.</summary>
    public ContractListing? FindContract(string symbol, long sequence) =>
        _contracts.GetValueOrDefault(symbol, []).FirstOrDefault(listing => listing.Sequence == sequence);

    /// <summary>The fund that lists a symbol by name; null when none does.</summary>
    public string? FindFundOf(string symbol) => _fundBySymbol.GetValueOrDefault(symbol);

    /// <summary>The fund that takes an asset's symbols that no fund lists; null when there is none.</summary>
    public string? FindFundOfOtherSymbols(string assetCode) => _fundOfOtherSymbolsByAsset.GetValueOrDefault(assetCode);

    /// <summary>The rate in force for a fund's fees at a time; null when there is none: the share is 0.</summary>
    public AllocationRate? FindRate(string fundId, string? market, FeeKind? kind, DateTimeOffset at) =>
        AllocationRate.InForce(_rates.GetValueOrDefault(fundId, []), market, kind, at);

    /// <summary>Every rate of a fund in the order they were set.</summary>
    public ImmutableArray<AllocationRate> RatesOf(string fundId) => _rates.GetValueOrDefault(fundId, []);

    /// <summary>What took an entry back; null while nothing did.</summary>
    public ReversalInForce? FindReversalOf(long sequence) => _reversals.GetValueOrDefault(sequence);

    /// <summary>Every reversal of a fund's entries, ordered by the entries that were taken back.</summary>
    public IEnumerable<ReversalInForce> ReversalsOf(string fundId) => _reversals.Values.Where(made => made.FundId == fundId);

    /// <summary>The rulebook after an entry; this one when the entry decides nothing.</summary>
    public Rulebook With(LedgerEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (!entry.Body.IsDecision)
        {
            return this;
        }

        var next = new Rulebook(this);
        next.Take(entry);
        return next;
    }

    /// <summary>The rulebook after many entries.</summary>
    public Rulebook With(IEnumerable<LedgerEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var next = new Rulebook(this);
        foreach (var entry in entries.Where(static entry => entry.Body.IsDecision))
        {
            next.Take(entry);
        }

        return next;
    }

    private void Take(LedgerEntry entry)
    {
        if (entry.Body is RateSet or RateCancelled or FreezeChanged)
        {
            RatesSequence = entry.Sequence;
        }

        switch (entry.Body)
        {
            case AssetListed listed:
                _assets[listed.Asset.Code] = listed.Asset;
                break;
            case FundOpened opened:
                TakePolicy(opened.Policy);
                break;
            case PolicyChanged changed:
                TakePolicy(changed.Policy);
                break;
            case ContractListed contract:
                TakeContract(entry, contract);
                break;
            case RateSet rate when entry.FundId is { } fundId:
                _rates[fundId] = RatesOf(fundId).Add(new AllocationRate(entry.Sequence, fundId, rate.Market, rate.FeeKind, rate.Share, rate.EffectiveAt)
                {
                    SetAt = entry.RecordedAt,
                    Reason = rate.Reason,
                    By = rate.By,
                    ApprovedBy = rate.ApprovedBy,
                });
                break;
            case RateCancelled cancelled when entry.FundId is { } fundId:
                _rates[fundId] = [.. RatesOf(fundId).Select(rate =>
                    rate.Sequence == cancelled.RateSequence ? rate with { CancelledSequence = entry.Sequence } : rate)];
                break;
            case FreezeChanged freeze:
                TakeFreeze(entry, freeze);
                break;
            case EntryReversed reversed when entry.FundId is { } fundId:
                _reversals = _reversals.SetItem(reversed.ReversedSequence, new ReversalInForce(entry.Sequence, fundId, entry.RecordedAt, reversed));
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    // What is scheduled when everything freezes waits. What should have begun meanwhile never does: nobody has to fear what comes with the thaw.
    private void TakeFreeze(LedgerEntry entry, FreezeChanged freeze)
    {
        Freeze = freeze.Active ? new FreezeInForce(entry.Sequence, entry.RecordedAt, freeze.Reason, freeze.By) : null;
        foreach (var fundId in _rates.Keys.ToList())
        {
            _rates[fundId] = [.. _rates[fundId].Select(rate =>
                freeze.Active && rate.Holds && rate.EffectiveAt > entry.RecordedAt ? rate with { SuspendedSequence = entry.Sequence }
                : !freeze.Active && rate.SuspendedSequence is not null
                    ? rate with { SuspendedSequence = null, LapsedSequence = rate.EffectiveAt <= entry.RecordedAt ? entry.Sequence : null }
                : rate)];
        }
    }

    private void TakePolicy(FundPolicy policy)
    {
        foreach (var symbol in _policies.TryGetValue(policy.FundId, out var earlier) ? earlier[^1].Symbols : [])
        {
            _fundBySymbol.Remove(symbol);
            _fundOfOtherSymbolsByAsset.Remove(symbol == FundPolicy.AllOtherSymbols ? policy.Asset.Code : string.Empty);
        }

        _policies[policy.FundId] = PoliciesOf(policy.FundId).Add(policy);
        foreach (var symbol in policy.Symbols)
        {
            if (symbol == FundPolicy.AllOtherSymbols)
            {
                _fundOfOtherSymbolsByAsset[policy.Asset.Code] = policy.FundId;
            }
            else
            {
                _fundBySymbol[symbol] = policy.FundId;
            }
        }
    }

    private void TakeContract(LedgerEntry entry, ContractListed contract)
    {
        _contracts[contract.Symbol] = _contracts.GetValueOrDefault(contract.Symbol, []).Add(new ContractListing(entry.Sequence, entry.RecordedAt, contract));
        if (entry.FundId is { } fundId)
        {
            _fundBySymbol[contract.Symbol] = fundId;
        }
    }
}
