namespace Portal.Worker.Sources.DemoMarket;

/// <summary>Maintenance margin by the size of a position; a larger one may use less leverage.</summary>
/// <param name="NotionalMax">Up to which notional, in dollars.</param>
/// <param name="Rate">Maintenance margin as a share of notional.</param>
/// <param name="Deducted">What keeps the margin from jumping where a tier begins, in dollars.</param>
/// <param name="LeverageMax">The most leverage.</param>
public readonly record struct MarginTier(double NotionalMax, double Rate, double Deducted, int LeverageMax);

/// <summary>Margin mathematics of isolated positions: where one is liquidated, and where its margin is used up.</summary>
public static class MarginRules
{
    private static readonly MarginTier[] Tiers =
    [
        new(50_000, 0.004, 0, 125),
        new(250_000, 0.005, 50, 100),
        new(1_000_000, 0.01, 1_300, 50),
        new(5_000_000, 0.02, 11_300, 25),
        new(double.MaxValue, 0.05, 161_300, 10),
    ];

    // The margin of an inverse contract loses value together with the position.
    private static readonly MarginTier[] InverseTiers = [.. Tiers.Select(static tier => tier with { Rate = tier.Rate * 1.5, Deducted = tier.Deducted * 1.5 })];

    /// <summary>The tier of a notional in dollars.</summary>
    public static MarginTier TierOf(bool inverse, double notional) => (inverse ? InverseTiers : Tiers).First(tier => notional <= tier.NotionalMax);

    /// <summary>The price at which margin and profit together fall to the maintenance margin.</summary>
    /// <param name="inverse">Whether the contract is inverse.</param>
    /// <param name="d">+1 long, -1 short.</param>
    /// <param name="value">Quantity x contract value.</param>
    /// <param name="entry">Entry price.</param>
    /// <param name="margin">Margin in the margin asset.</param>
    public static double LiquidationPrice(bool inverse, int d, double value, double entry, double margin)
    {
        var tier = TierOf(inverse, inverse ? value : value * entry);
        // Linear: margin + d v (p - entry) = rate v p - deducted. Inverse: margin + d v (1/entry - 1/p) = rate v / p - deducted / p.
        return inverse
            ? ((d * value) + (tier.Rate * value) - tier.Deducted) / (margin + (d * value / entry)) is var price && price > 0 ? price : NeverOf(d)
            : ((d * value * entry) - margin - tier.Deducted) / (value * (d - tier.Rate));
    }

    /// <summary>The margin with which a position is liquidated at a price; the inverse of <see cref="LiquidationPrice"/>.</summary>
    public static double MarginFor(bool inverse, int d, double value, double entry, double liquidation)
    {
        var tier = TierOf(inverse, inverse ? value : value * entry);
        var maintenance = inverse ? ((tier.Rate * value) - tier.Deducted) / liquidation : (tier.Rate * value * liquidation) - tier.Deducted;
        return maintenance - Gain(inverse, d, value, entry, liquidation);
    }

    /// <summary>The price at which nothing of the margin is left. Parameters as for <see cref="LiquidationPrice"/>.</summary>
    public static double BankruptcyPrice(bool inverse, int d, double value, double entry, double margin) => inverse
        ? d * value / (margin + (d * value / entry)) is var price && price > 0 ? price : NeverOf(d)
        : entry - (d * margin / value);

    /// <summary>What a position gained at a price, in the margin asset.</summary>
    public static double Gain(bool inverse, int d, double value, double entry, double price) =>
        inverse ? d * value * ((1 / entry) - (1 / price)) : d * value * (price - entry);

    // A short of an inverse contract with margin for any price.
    private static double NeverOf(int d) => d > 0 ? 0 : double.MaxValue;
}
