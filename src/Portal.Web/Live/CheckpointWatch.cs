using System.Data.Common;
using Microsoft.AspNetCore.SignalR;
using Portal.Settlement.TransparencyLog;
using Portal.Storage.Database;
using Portal.Storage.TransparencyLog;
using Portal.Web.Live.Streams;

namespace Portal.Web.Live;

/// <summary>The newest checkpoint as a hub message and in answers.</summary>
/// <param name="Origin">The log's name.</param>
/// <param name="Size">How many entries it covers: all up to this sequence.</param>
/// <param name="Root">The root hash, base64.</param>
/// <param name="SignedAtUnixMs">When it was signed, by the signer's clock. Not part of what is signed.</param>
public sealed record CheckpointFigures(string Origin, long Size, string Root, long SignedAtUnixMs);

/// <summary>Follows the newest checkpoint, which another process may sign, and tells those who follow the topic <c>log</c>.</summary>
/// <remarks>It holds only what was read from the database, so nothing is served before it was committed.</remarks>
public sealed partial class CheckpointWatch(
    LogStore log, IHubContext<FundHub, IFundClient> hub, StreamBeat streams, TimeProvider time, ILogger<CheckpointWatch> logger) : BackgroundService
{
    private static readonly TimeSpan LookPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan FaultPause = TimeSpan.FromSeconds(2);

    private LogCheckpointRow? _newest;

    /// <summary>The newest checkpoint; null before the first was read.</summary>
    public LogCheckpointRow? Newest => Volatile.Read(ref _newest);

    /// <summary>What is said of a checkpoint.</summary>
    public static CheckpointFigures FiguresOf(LogCheckpointRow checkpoint)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        var origin = Checkpoint.Parse(SignedNote.Parse(checkpoint.Note).Text).Origin;
        return new CheckpointFigures(origin, checkpoint.Size, Convert.ToBase64String(checkpoint.Root), checkpoint.SignedAtMs);
    }

    /// <summary>The newest checkpoint, read now where it was not yet; null when there is none.</summary>
    public async Task<LogCheckpointRow?> ReadAsync(CancellationToken cancellation) => Newest ?? await log.ReadCheckpointAsync(cancellation);

    /// <summary>Whether a checkpoint covers so many entries. One that another node has read a moment before this one counts too.</summary>
    public async Task<bool> CoversAsync(Int128 size, CancellationToken cancellation) =>
        size <= Newest?.Size || size <= (await log.ReadCheckpointAsync(cancellation))?.Size;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = LookPause;
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is DbException or TransientStorageException or InvalidOperationException or FormatException)
            {
                LogOutOfReach(exception);
                pause = FaultPause;
            }

            await Task.Delay(pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        var row = await log.ReadCheckpointAsync(cancellation);
        var known = Newest;
        if (row is null || (known is not null && row.Note.AsSpan().SequenceEqual(known.Note)))
        {
            return;
        }

        var figures = FiguresOf(row);
        Volatile.Write(ref _newest, row);
        await streams.TellAsync(figures);
        await hub.Clients.Group(TopicName.Log).CheckpointPublished(figures);
    }

    [LoggerMessage(1, LogLevel.Warning, "The newest checkpoint could not be read.")]
    private partial void LogOutOfReach(Exception exception);
}
