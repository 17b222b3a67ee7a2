namespace Portal.Worker.Sources.DemoMarket;

/// <summary>Keeps a fund of the demo market alive for days: the more it has gained, the thinner the order book in the next crash, and the other way round.</summary>
/// <param name="opening">What the fund opened with.</param>
/// <param name="softness">A gain of this share of the opening balance makes books e times thinner.</param>
/// <remarks>A real exchange has no such thing. The simulation does not read the ledger: it counts what its own records come to.</remarks>
internal sealed class FundBudget(double opening, double softness)
{
    // The fund is meant to grow by this share in an hour.
    private const double GrowthPerHour = 0.0004;

    private double _ahead;

    /// <summary>The budget of a demo fund: a large one hardly moves, the isolated one swings until it runs dry.</summary>
    public static FundBudget Of(string fundId, double opening) => new(opening, fundId == DemoSetup.DogeFundId ? 0.2 : 0.004);

    /// <summary>Counts what goes into the fund; negative is what it pays.</summary>
    public void Add(double amount) => _ahead += amount;

    /// <summary>Lets time pass.</summary>
    public void Pass(double seconds) => _ahead -= opening * GrowthPerHour * seconds / 3600;

    /// <summary>How much thinner (below 1) or deeper (above 1) books are under stress.</summary>
    public double DepthFactor(double stress) => Math.Pow(Math.Clamp(Math.Exp(-_ahead / (opening * softness)), 0.1, 10), stress);
}
