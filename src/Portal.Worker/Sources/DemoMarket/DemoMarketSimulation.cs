using Portal.Settlement.Ledger;
using Portal.Storage.Prices;
using Portal.Worker.Intake;
using Portal.Worker.Positions;

namespace Portal.Worker.Sources.DemoMarket;

/// <summary>A small exchange: prices, thousands of leveraged positions, liquidations, funding and fees. The same seed and start give the same records.</summary>
/// <remarks>
/// Prices are binary fractions, as in any simulation of a market; what leaves it is made of whole ticks, lots and units, and so exact.
/// Time passes in steps of a quarter of a second, whenever <see cref="Advance"/> is called. Not for two threads at once.
/// </remarks>
public sealed class DemoMarketSimulation
{
    private static readonly TimeSpan StepLength = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan FeePeriod = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan FundingPeriod = TimeSpan.FromHours(1);

    private readonly MarketWeather _weather;
    private readonly Dictionary<string, FundBudget> _budgets;
    private readonly ContractMarket[] _markets;
    private readonly DemoRecords _records;
    private DateTimeOffset _feesFrom;
    private DateTimeOffset _fundingFrom;

    /// <summary>Opens the market.</summary>
    public DemoMarketSimulation(MasterSecret master, DateTimeOffset start, int seed)
    {
        var random = new DemoRandom(seed);
        Now = DateTimeOffset.FromUnixTimeMilliseconds(start.ToUnixTimeMilliseconds());
        (_feesFrom, _fundingFrom) = (Now, Now);
        _records = new DemoRecords(master, Now, seed);
        _weather = new MarketWeather(random);
        _budgets = DemoSetup.Openings.ToDictionary(static opening => opening.FundId, static opening => FundBudget.Of(opening.FundId, opening.Coins), StringComparer.Ordinal);
        var paths = new Dictionary<string, PricePath>(StringComparer.Ordinal);
        foreach (var contract in DemoContract.All)
        {
            paths[contract.Symbol] = new PricePath(contract, contract.Follows is { } leader ? paths[leader] : null);
        }

        _markets = [.. DemoContract.All.Select(contract => new ContractMarket(contract, paths[contract.Symbol], _budgets[contract.FundId], random))];
    }

    /// <summary>The source its records come under.</summary>
    public static string Source => DemoRecords.Source;

    /// <summary>How far it has come.</summary>
    public DateTimeOffset Now { get; private set; }

    /// <summary>Whether it crashes.</summary>
    public bool IsCrash => _weather.IsCrash;

    /// <summary>Lets the market run until a time.</summary>
    /// <returns>What happened, in order.</returns>
    public IReadOnlyList<IntakeRecord> Advance(DateTimeOffset until)
    {
        var records = new List<IntakeRecord>();
        while (Now + StepLength <= until)
        {
            Step(records);
        }

        return records;
    }

    /// <summary>All open positions of every contract as they are now.</summary>
    public IReadOnlyList<PositionSnapshot> Snapshots() => [.. _markets.Select(market => market.Snapshot(Now, _records))];

    /// <summary>Closes positions opposite to a liquidated one until its loss is recovered; they are reported one after the other over some seconds.</summary>
    /// <param name="liquidation">The liquidation as it was settled.</param>
    /// <param name="externalId">The id it was sent under.</param>
    /// <param name="now">When ADL begins.</param>
    public IReadOnlyList<(DateTimeOffset DueAt, IntakeRecord Record)> Deleverage(LiquidationSettled liquidation, string externalId, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(liquidation);
        return _markets.FirstOrDefault(market => market.Contract.Symbol == liquidation.Symbol)?.Deleverage(liquidation, externalId, now, _records) ?? [];
    }

    /// <summary>What a coin of each fund is worth in dollars as of <see cref="Now"/>: the dollar coin one, every other what its contract against the dollar trades at.</summary>
    public IReadOnlyList<IndexPriceRow> IndexPrices() =>
    [
        new(DemoSetup.DollarCoin, "1", Now.ToUnixTimeMilliseconds(), Source),
        .. _markets.Where(static market => market.Contract.IsInverse)
            .Select(market => new IndexPriceRow(market.Contract.AssetCode, market.PriceInTicks(), Now.ToUnixTimeMilliseconds(), Source)),
    ];

    private void Step(List<IntakeRecord> records)
    {
        var before = records.Count;
        var move = _weather.Move(StepLength.TotalSeconds);
        foreach (var budget in _budgets.Values)
        {
            budget.Pass(StepLength.TotalSeconds);
        }

        foreach (var market in _markets)
        {
            market.Step(move, Now, StepLength, _records, records);
        }

        Now += StepLength;
        records.Sort(before, records.Count - before, Comparer<IntakeRecord>.Create(static (left, right) =>
            left.Liquidation!.OccurredAt.CompareTo(right.Liquidation!.OccurredAt)));
        if (Now - _feesFrom >= FeePeriod)
        {
            foreach (var market in _markets)
            {
                market.TakeFees(_feesFrom, Now, _records, records);
            }

            _feesFrom = Now;
        }

        if (Now - _fundingFrom >= FundingPeriod)
        {
            foreach (var market in _markets)
            {
                market.SettleFunding();
            }

            _fundingFrom = Now;
        }
    }
}
