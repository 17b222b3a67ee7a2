namespace Portal.Worker.Sources.DemoMarket;

/// <summary>Chance in the demo market: the same seed gives the same market. Nothing secret comes from it.</summary>
internal sealed class DemoRandom(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>Between 0 and 1.</summary>
    public double Share() => _random.NextDouble();

    public double Between(double least, double most) => least + (_random.NextDouble() * (most - least));

    public bool Chance(double probability) => _random.NextDouble() < probability;

    public int Below(int count) => _random.Next(count);

    /// <summary>Normal with mean 0 and deviation 1.</summary>
    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());

    /// <summary>A size around a median, now and then much larger.</summary>
    public double Size(double median, double deviation) => median * Math.Exp(deviation * Normal());

    /// <summary>Exponential with mean 1.</summary>
    public double Wait() => -Math.Log(1 - _random.NextDouble());

    /// <summary>A whole number whose mean is <paramref name="expected"/>.</summary>
    public int Count(double expected) => (int)Math.Floor(expected + _random.NextDouble());
}
