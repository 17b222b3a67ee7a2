using Microsoft.Extensions.Logging;

namespace Portal.Worker.Sources;

/// <summary>Something outside said no or fell silent; it is tried again after a pause.</summary>
public sealed class SourceLostException(string message) : Exception(message);

/// <summary>Reads a source for as long as this process may, connection after connection.</summary>
public sealed partial class SourceLoop(ReadingPermit permit, TimeProvider time, ILogger logger)
{
    /// <summary>Runs until told to stop.</summary>
    /// <param name="source">The source.</param>
    /// <param name="read">One connection from opening to end. Its token is cancelled when reading is not allowed any more.</param>
    /// <param name="pause">Waits between connections; to be reset by who reads, once connected.</param>
    /// <param name="stopping">Ends it.</param>
    public async Task RunAsync(string source, Func<CancellationToken, Task> read, ReconnectPause pause, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(read);
        while (!stopping.IsCancellationRequested)
        {
            await permit.WaitAsync(source, stopping);
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            var withdrawn = permit.UntilWithdrawnAsync(source, ending.Token);
            var reading = read(ending.Token);
            var ended = await Task.WhenAny(withdrawn, reading);
            await ending.CancelAsync();
            await Task.WhenAll(withdrawn, reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stopping.IsCancellationRequested)
            {
                return;
            }

            if (ended == withdrawn)
            {
                LogHeldBack(source);
                continue;
            }

            // Whatever the outside does, a bug in reading it included, never takes the portal down.
            var wait = pause.Take();
            LogLost(source, wait, reading.Exception?.GetBaseException().Message ?? "It ended.");
            await Task.Delay(wait, time, stopping);
        }
    }

    // Only the message: a client's exception may hold the address, and with it a password.
    [LoggerMessage(1, LogLevel.Warning, "Source {Source} is lost, next attempt in {Wait}: {Reason}")]
    private partial void LogLost(string source, TimeSpan wait, string reason);

    [LoggerMessage(2, LogLevel.Information, "Source {Source} is not read just now: it is paused, or another process settles.")]
    private partial void LogHeldBack(string source);
}
