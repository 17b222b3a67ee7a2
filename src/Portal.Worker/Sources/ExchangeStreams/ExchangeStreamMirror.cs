using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Portal.Storage.Intake;
using Portal.Storage.Ledger;
using Portal.Worker.Intake;
using Portal.Worker.Settling;

namespace Portal.Worker.Sources.ExchangeStreams;

/// <summary>Mirrors other exchanges' public liquidations into demonstration funds, one reader for each configured stream.</summary>
public sealed class ExchangeStreamMirror(
    IOptions<SourceOptions> options,
    ReadingPermit permit,
    IntakeQueue queue,
    SourceStore sources,
    LedgerPositions positions,
    MasterSecret master,
    TimeProvider time,
    ILogger<ExchangeStreamMirror> logger) : BackgroundService
{
    /// <summary>How patient its readers are.</summary>
    public StreamTimes Times { get; init; } = new();

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(options.Value.ExchangeStreams.Select(stream => MirrorAsync(stream, stoppingToken)));

    private Task MirrorAsync(ExchangeStreamOptions stream, CancellationToken stopping)
    {
        var reader = new ExchangeStreamReader(
            stream.SourceName, new Uri(stream.Address), ExchangeStreamFormat.Of(stream, master), Times, queue, sources, positions, time, logger);
        return new SourceLoop(permit, time, logger).RunAsync(stream.SourceName, reader.ReadAsync, reader.Pause, stopping);
    }
}
