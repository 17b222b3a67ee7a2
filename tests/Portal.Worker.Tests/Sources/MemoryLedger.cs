using Portal.Settlement;
using Portal.Settlement.Amounts;
using Portal.Settlement.Contracts;
using Portal.Settlement.Funds;
using Portal.Settlement.Ledger;
using Portal.Worker.Intake;

namespace Portal.Worker.Tests.Sources;

/// <summary>A ledger in memory that takes records the way the worker does, without a database.</summary>
internal sealed class MemoryLedger
{
    private readonly Dictionary<(RecordKind Kind, string ExternalId), byte[]> _settled = [];

    public LedgerState State { get; } = LedgerState.Empty();

    public List<LedgerEntry> Entries { get; } = [];

    public List<IntakeRecord> Rejected { get; } = [];

    public int Duplicates { get; private set; }

    public int Conflicts { get; private set; }

    public IEnumerable<LiquidationSettled> Liquidations => Entries.Select(static entry => entry.Body).OfType<LiquidationSettled>();

    public MemoryLedger Open(string fundId, string assetCode, string opening, DateTimeOffset at, params string[] symbols)
    {
        var asset = new Asset(assetCode, 8);
        var policy = new FundPolicy
        {
            Sequence = 0,
            EffectiveAt = at,
            FundId = fundId,
            Name = fundId,
            Asset = asset,
            Floor = Money.Zero(asset),
            Symbols = symbols.Length == 0 ? [FundPolicy.AllOtherSymbols] : [.. symbols],
        };
        Entries.AddRange(LedgerDecisions.OpenFund(State, policy, Money.Read(opening, asset, "opening").Value, "operator", at).Value);
        return this;
    }

    public MemoryLedger List(string symbol, ContractKind kind, string settle, string contractValue, string fundId, DateTimeOffset at)
    {
        var terms = new Contract(kind, Quantity.Read(contractValue, "value").Value);
        Entries.AddRange(LedgerDecisions.ListContract(State, new ContractListed(symbol, terms, settle, ContractPublication.Full, "operator"), fundId, at).Value);
        return this;
    }

    public void Take(IEnumerable<IntakeRecord> records, string source, DateTimeOffset now, bool isReplay)
    {
        foreach (var record in records)
        {
            Take(record, new SettlementInput(source, now, isReplay, record.IdCommitment, record.AccountCommitment));
        }
    }

    /// <summary>What the funds of an asset took out of surpluses.</summary>
    public string Surplus(string assetCode) =>
        Total(Liquidations.Select(static settled => settled.Result.Surplus), assetCode);

    /// <summary>What the funds of an asset paid.</summary>
    public string Drawn(string assetCode) => Total(Liquidations.Select(static settled => settled.Result.Draw), assetCode);

    /// <summary>What the funds of an asset could not pay.</summary>
    public string Uncovered(string assetCode) => Total(Liquidations.Select(static settled => settled.Result.Uncovered), assetCode);

    private static string Total(IEnumerable<Money> amounts, string assetCode) => amounts
        .Where(amount => amount.Asset.Code == assetCode)
        .Aggregate(Money.Zero(new Asset(assetCode, 8)), static (sum, amount) => sum + amount)
        .ToString();

    private void Take(IntakeRecord record, SettlementInput input)
    {
        var key = (record.Kind, record.ExternalId ?? string.Empty);
        if (record.Problem is null && _settled.TryGetValue(key, out var earlier))
        {
            _ = earlier.AsSpan().SequenceEqual(record.ContentHash) ? Duplicates++ : Conflicts++;
            return;
        }

        Checked<LedgerEntry> settled = record.Problem is { } problem ? problem
            : record.Liquidation is { } liquidation ? LiquidationSettlement.Settle(State, liquidation, input)
            : FeeSettlement.Settle(State, record.Fee!, input);
        if (settled.Problem is not null)
        {
            Rejected.Add(record with { Problem = settled.Problem });
            return;
        }

        _settled[key] = record.ContentHash;
        Entries.Add(settled.Value);
        if (AdlJudgement.AfterEntry(State, settled.Value) is { } adl)
        {
            Entries.Add(adl);
        }
    }
}
