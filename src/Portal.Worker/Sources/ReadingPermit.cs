using Portal.Storage.Intake;
using Portal.Worker.Settling;

namespace Portal.Worker.Sources;

/// <summary>Says whether this process may read a source of its own just now: it settles, and no operator has paused the source.</summary>
public sealed class ReadingPermit(IntakeQueue queue, SourcePauseStore pauses, TimeProvider time)
{
    private static readonly TimeSpan LookPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan AskPause = TimeSpan.FromSeconds(1);

    /// <summary>Returns as soon as the source may be read.</summary>
    public async Task WaitAsync(string source, CancellationToken cancellation)
    {
        while (!queue.IsOpen || await IsPausedAsync(source, whenUnknown: true, cancellation))
        {
            await Task.Delay(LookPause, time, cancellation);
        }
    }

    /// <summary>Returns as soon as the source may not be read any more, a second or so after an operator paused it.</summary>
    public async Task UntilWithdrawnAsync(string source, CancellationToken cancellation)
    {
        var asked = time.GetTimestamp();
        while (queue.IsOpen)
        {
            if (time.GetElapsedTime(asked) >= AskPause)
            {
                asked = time.GetTimestamp();
                if (await IsPausedAsync(source, whenUnknown: false, cancellation))
                {
                    return;
                }
            }

            await Task.Delay(LookPause, time, cancellation);
        }
    }

    // A database that is out of reach for a moment changes nothing: what is read goes on, what waits goes on waiting.
    private async Task<bool> IsPausedAsync(string source, bool whenUnknown, CancellationToken cancellation)
    {
        try
        {
            return (await pauses.ReadAllAsync(cancellation)).Any(paused => paused.Source == source);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return whenUnknown;
        }
    }
}
