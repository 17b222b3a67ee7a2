using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Storage.Database;
using Portal.Storage.Intake;

namespace Portal.Worker.Intake;

/// <summary>Remembers when each intake key was last used and writes it down every few seconds: a request does not wait for that.</summary>
public sealed partial class IntakeKeyUses(IntakeKeyStore keys, TimeProvider time, ILogger<IntakeKeyUses> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _uses = new(StringComparer.Ordinal);

    /// <summary>Notes that a request was signed with a key. Only keys that were found are noted, so there are no more of them than keys.</summary>
    public void Note(string keyId, DateTimeOffset at) => _uses[keyId] = at;

    /// <summary>Writes down what was noted since.</summary>
    public async Task WriteAsync(CancellationToken cancellation)
    {
        foreach (var use in _uses)
        {
            await keys.NoteUseAsync(use.Key, use.Value, cancellation);

            // Only if no later use came meanwhile.
            _uses.TryRemove(use);
        }
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryWriteAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await TryWriteAsync(stoppingToken);
        }
    }

    private async Task TryWriteAsync(CancellationToken cancellation)
    {
        try
        {
            await WriteAsync(cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // What is left is written at the end.
        }
        catch (Exception exception) when (exception is DbException or TransientStorageException or InvalidOperationException)
        {
            LogNotWritten(exception);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "When keys were last used could not be written down; it is tried again.")]
    private partial void LogNotWritten(Exception exception);
}
