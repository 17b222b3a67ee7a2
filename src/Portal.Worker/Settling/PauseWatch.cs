using System.Data.Common;
using Microsoft.Extensions.Logging;
using Portal.Storage.Database;
using Portal.Storage.Intake;

namespace Portal.Worker.Settling;

/// <summary>Tells the queue which sources operators have paused: asked once a second by the process that settles, and never for a batch or a record.</summary>
public sealed partial class PauseWatch(IntakeQueue queue, SourcePauseStore pauses, TimeProvider time, ILogger<PauseWatch> logger)
{
    /// <summary>How long a pause may go unnoticed.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Looks once. To be done before the queue is opened, so that nothing of a paused source slips in at a start.</summary>
    public async Task LookAsync(CancellationToken cancellation) =>
        queue.HoldBack((await pauses.ReadAllAsync(cancellation)).Select(static paused => paused.Source));

    /// <summary>Goes on looking until told to stop. A database that is out of reach changes nothing.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            await Task.Delay(Pause, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await LookAsync(cancellation);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is DbException or TransientStorageException or InvalidOperationException)
            {
                LogNotSeen(exception);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Which sources are paused could not be read; it stays as it was.")]
    private partial void LogNotSeen(Exception exception);
}
