using Microsoft.Extensions.Options;
using Portal.Worker.Sources.ExchangeStreams;
using Portal.Worker.Sources.RabbitMq;

namespace Portal.Worker.Sources;

/// <summary>What this portal reads by itself; nothing by default.</summary>
public sealed class SourceOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Portal:Sources";

    /// <summary>Public streams to mirror.</summary>
    public IList<ExchangeStreamOptions> ExchangeStreams { get; } = [];

    /// <summary>The broker's queue that an engine writes to.</summary>
    public RabbitMqOptions RabbitMq { get; } = new();

    /// <summary>Whether there is any.</summary>
    public bool Any => ExchangeStreams.Count > 0 || RabbitMq.IsConfigured;
}

/// <summary>Checks the sources at start.</summary>
public sealed class SourceOptionsValidator : IValidateOptions<SourceOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, SourceOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var faults = options.ExchangeStreams
            .Select(static (stream, index) => stream.Check() is { } fault ? $"{SourceOptions.Section}:ExchangeStreams:{index}: {fault}" : null)
            .Append(options.RabbitMq.Check() is { } broken ? $"{SourceOptions.Section}:RabbitMq: {broken}" : null)
            .OfType<string>()
            .ToList();
        if (options.ExchangeStreams.Select(static stream => stream.SourceName).Distinct(StringComparer.Ordinal).Count() < options.ExchangeStreams.Count)
        {
            faults.Add($"{SourceOptions.Section}:ExchangeStreams: two streams have the same source; give them a Source each.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
