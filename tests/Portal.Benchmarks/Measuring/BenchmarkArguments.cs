using System.Globalization;

namespace Portal.Benchmarks.Measuring;

/// <summary>The name of a benchmark and its options as <c>--name value</c>.</summary>
internal sealed class BenchmarkArguments
{
    private readonly Dictionary<string, string> _options = new(StringComparer.Ordinal);

    private BenchmarkArguments(string name) => Name = name;

    /// <summary>Which benchmark; empty when none was named.</summary>
    public string Name { get; }

    /// <exception cref="UsageException">An option has no value.</exception>
    public static BenchmarkArguments Read(string[] args)
    {
        var arguments = new BenchmarkArguments(args.Length == 0 ? string.Empty : args[0]);
        for (var index = 1; index < args.Length; index += 2)
        {
            if (!args[index].StartsWith("--", StringComparison.Ordinal) || index + 1 == args.Length)
            {
                throw new UsageException($"'{args[index]}' is not an option with a value.");
            }

            arguments._options[args[index][2..]] = args[index + 1];
        }

        return arguments;
    }

    /// <summary>A whole number within limits.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public int Number(string name, int otherwise, int least, int most)
    {
        if (!_options.TryGetValue(name, out var text))
        {
            return otherwise;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new UsageException($"--{name} is a whole number from {least} to {most}.");
    }

    /// <summary>Seconds, up to ten minutes.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public TimeSpan Seconds(string name, double otherwise)
    {
        if (!_options.TryGetValue(name, out var text))
        {
            return TimeSpan.FromSeconds(otherwise);
        }

        return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= 600
            ? TimeSpan.FromSeconds(seconds)
            : throw new UsageException($"--{name} is a number of seconds up to 600.");
    }

    /// <summary>One of several words.</summary>
    /// <exception cref="UsageException">It is none of them.</exception>
    public string Choice(string name, params string[] choices)
    {
        var text = _options.GetValueOrDefault(name, choices[0]);
        return choices.Contains(text, StringComparer.Ordinal) ? text : throw new UsageException($"--{name} is one of {string.Join(", ", choices)}.");
    }

    /// <summary>A text; null when it is not given.</summary>
    public string? Text(string name) => _options.GetValueOrDefault(name);
}
