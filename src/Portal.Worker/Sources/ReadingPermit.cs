using Portal.Worker.Settling;

namespace Portal.Worker.Sources;

/// <summary>Says whether this process may read a source of its own just now: it settles, and no operator has paused the source. The queue knows both.</summary>
public sealed class ReadingPermit(IntakeQueue queue, TimeProvider time)
{
    private static readonly TimeSpan LookPause = TimeSpan.FromMilliseconds(200);

    /// <summary>Returns as soon as the source may be read.</summary>
    public Task WaitAsync(string source, CancellationToken cancellation) => UntilAsync(source, isOpen: true, cancellation);

    /// <summary>Returns as soon as the source may not be read any more, a second or so after an operator paused it.</summary>
    public Task UntilWithdrawnAsync(string source, CancellationToken cancellation) => UntilAsync(source, isOpen: false, cancellation);

    private async Task UntilAsync(string source, bool isOpen, CancellationToken cancellation)
    {
        while (queue.IsOpenTo(source) != isOpen)
        {
            await Task.Delay(LookPause, time, cancellation);
        }
    }
}
