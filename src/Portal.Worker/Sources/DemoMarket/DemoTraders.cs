namespace Portal.Worker.Sources.DemoMarket;

/// <summary>Who opens positions in the demo market: mostly small, some with far too much leverage.</summary>
internal sealed class DemoTraders(DemoContract contract, DemoRandom random)
{
    private const int TraderCount = 40_000;

    // This share keeps liquidations coming in calm.
    private const double OnTheBrink = 0.06;

    private static readonly (int Leverage, double Weight)[] Leverages =
        [(3, 0.08), (5, 0.12), (10, 0.2), (20, 0.2), (25, 0.1), (50, 0.13), (75, 0.05), (100, 0.08), (125, 0.04)];

    /// <summary>Opens a position; null when the price has already passed where it would be liquidated.</summary>
    public DemoPosition? Open(double entry, double price, double funding)
    {
        var dollars = Math.Clamp(random.Size(contract.PositionMedian, 1.3), 20, 8e6);
        var leverage = Math.Min(PickLeverage(), MarginRules.TierOf(contract.IsInverse, dollars).LeverageMax);
        var entryTicks = Math.Max(1, (long)Math.Round(entry / contract.Tick));
        var contracts = dollars / (contract.IsInverse ? contract.ContractValue : entry);
        var position = new DemoPosition
        {
            D = random.Chance(0.53) ? 1 : -1,
            Lots = Math.Max(1, (long)Math.Round(contracts / contract.Lot)),
            EntryTicks = entryTicks,
            Trader = random.Below(TraderCount),
            FundingPaidUpTo = funding,
        };
        var value = position.Lots * contract.Lot * contract.ContractValue;
        position.MarginUnits = DemoRecords.UnitsOf((contract.IsInverse ? value / (entryTicks * contract.Tick) : value * entryTicks * contract.Tick) / leverage);
        if (random.Chance(OnTheBrink))
        {
            // Somebody took out all margin that could be taken.
            var brink = price * (1 - (position.D * random.Between(0.0003, 0.002)));
            var least = DemoRecords.UnitsOf(MarginRules.MarginFor(contract.IsInverse, position.D, value, entryTicks * contract.Tick, brink));
            position.MarginUnits = Math.Clamp(least, 0, position.MarginUnits);
        }

        position.LiquidationPrice = LiquidationPriceOf(position);
        return position.D * (price - position.LiquidationPrice) > 0 ? position : null;
    }

    /// <summary>Where a position is liquidated.</summary>
    public double LiquidationPriceOf(DemoPosition position) => MarginRules.LiquidationPrice(
        contract.IsInverse, position.D, position.Lots * contract.Lot * contract.ContractValue, position.EntryTicks * contract.Tick, position.MarginUnits / 1e8);

    private int PickLeverage()
    {
        var share = random.Share();
        foreach (var (leverage, weight) in Leverages)
        {
            share -= weight;
            if (share < 0)
            {
                return leverage;
            }
        }

        return Leverages[0].Leverage;
    }
}
