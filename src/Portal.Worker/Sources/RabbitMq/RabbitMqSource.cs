using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Portal.Worker.Intake;
using Portal.Worker.Settling;

namespace Portal.Worker.Sources.RabbitMq;

/// <summary>Takes an engine's records from a RabbitMQ queue, where one is configured.</summary>
public sealed class RabbitMqSource(
    IOptions<SourceOptions> options,
    IOptions<IntakeLimits> limits,
    ReadingPermit permit,
    IntakeQueue queue,
    MasterSecret master,
    TimeProvider time,
    ILogger<RabbitMqSource> logger) : BackgroundService
{
    /// <summary>How patient it is.</summary>
    public RabbitMqTimes Times { get; init; } = new();

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var broker = options.Value.RabbitMq;
        if (!broker.IsConfigured)
        {
            return Task.CompletedTask;
        }

        var reader = new RabbitMqReader(broker, limits.Value, Times, queue, master, time, logger);
        return new SourceLoop(permit, time, logger).RunAsync(broker.Source, reader.ReadAsync, reader.Pause, stoppingToken);
    }
}
