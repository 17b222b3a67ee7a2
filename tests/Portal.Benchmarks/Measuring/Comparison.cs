using System.Globalization;

namespace Portal.Benchmarks.Measuring;

/// <summary>A figure and its yardstick, measured in turns: what the machine does besides falls on both.</summary>
/// <remarks>
/// The ratio is the median of the rounds' own ratios, so that a round in which the machine was busy counts as one round and no more. The best round of
/// each is told as well: on a machine that others use, it is the one that comes closest to the program alone.
/// </remarks>
internal sealed class Comparison(string name, string yardstick, string unit)
{
    private readonly List<double> _figures = [];
    private readonly List<double> _yardsticks = [];

    /// <summary>What is measured.</summary>
    public string Name { get; } = name;

    /// <summary>The median of the rounds' figures.</summary>
    public double Figure => Median(_figures);

    /// <summary>The median of the rounds' ratios of figure to yardstick.</summary>
    public double Ratio => Median(_figures.Zip(_yardsticks, static (figure, yardstick) => figure / yardstick));

    /// <summary>The ratio of the best rounds.</summary>
    public double BestRatio => _figures.Max() / _yardsticks.Max();

    /// <summary>Adds a round.</summary>
    public void Add(double figure, double yardstick)
    {
        _figures.Add(figure);
        _yardsticks.Add(yardstick);
    }

    /// <summary>Prints medians, ratio, how far the rounds lie apart, and the best of them.</summary>
    /// <param name="target">The least ratio that is good enough; null where there is none.</param>
    public void Print(double? target = null)
    {
        var ratios = _figures.Zip(_yardsticks, static (figure, yardstick) => figure / yardstick).Order().ToList();
        var verdict = target is { } least ? string.Create(CultureInfo.InvariantCulture, $", target {least:0.00}: {(Ratio >= least ? "reached" : "MISSED")}") : string.Empty;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Name}: {Median(_figures):#,0.#} {unit}; {yardstick}: {Median(_yardsticks):#,0.#} {unit}; ratio {Ratio:0.00} (rounds {ratios[0]:0.00} to {ratios[^1]:0.00}, {ratios.Count} of them{verdict}); best {_figures.Max():#,0.#} and {_yardsticks.Max():#,0.#}, ratio {BestRatio:0.00}"));
    }

    /// <summary>The middle of some numbers.</summary>
    public static double Median(IEnumerable<double> numbers)
    {
        var sorted = numbers.Order().ToList();
        var middle = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
