using System.Collections.Frozen;
using System.Threading.Channels;

namespace Portal.Worker.Settling;

/// <summary>What waits to be settled: bounded by records, so that a flood is felt by its senders and not by memory.</summary>
public sealed class IntakeQueue
{
    /// <summary>The most records that wait; a sender that brings more is told to come back.</summary>
    public const int RecordsMax = 50_000;

    private readonly Channel<IntakeSubmission> _channel = Channel.CreateUnbounded<IntakeSubmission>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Lock _gate = new();
    private TaskCompletionSource _space = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private FrozenSet<string> _heldBack = [];
    private int _records;
    private bool _open;

    /// <summary>Records that wait.</summary>
    public int Records => Volatile.Read(ref _records);

    /// <summary>Whether a worker takes from it: this process holds the lease.</summary>
    public bool IsOpen => Volatile.Read(ref _open);

    /// <summary>Whether a source's records are let in just now: there is a worker, and nobody has paused the source.</summary>
    public bool IsOpenTo(string source) => IsOpen && !Volatile.Read(ref _heldBack).Contains(source);

    /// <summary>Puts a submission in line at once; false when there is no room or no worker, or its source is paused.</summary>
    public bool TryEnqueue(IntakeSubmission submission)
    {
        lock (_gate)
        {
            // An empty queue takes a submission of any size: bodies are bounded elsewhere.
            if (!_open || (!submission.IsAdmitted && _heldBack.Contains(submission.Source)) || (_records > 0 && _records + submission.Records.Count > RecordsMax))
            {
                return false;
            }

            _records += submission.Records.Count;
            return _channel.Writer.TryWrite(submission);
        }
    }

    /// <summary>Puts a submission in line as soon as there is room for it and its source is not paused.</summary>
    public async ValueTask EnqueueAsync(IntakeSubmission submission, CancellationToken cancellation)
    {
        while (!TryEnqueue(submission))
        {
            Task space;
            lock (_gate)
            {
                space = _space.Task;
            }

            // The signal may have come between the two; a second later it is looked at again.
            await Task.WhenAny(space, Task.Delay(TimeSpan.FromSeconds(1), cancellation));
            cancellation.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Takes what has queued up, up to about <paramref name="recordsMax"/> records; waits up to <paramref name="patience"/> for the first.</summary>
    internal async Task<List<IntakeSubmission>> TakeAsync(int recordsMax, TimeSpan patience, CancellationToken cancellation)
    {
        var batch = new List<IntakeSubmission>();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(patience);
        try
        {
            if (!await _channel.Reader.WaitToReadAsync(limit.Token))
            {
                return batch;
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return batch;
        }

        var count = 0;
        while (count < recordsMax && _channel.Reader.TryRead(out var submission))
        {
            batch.Add(submission);
            count += submission.Records.Count;
        }

        Release(count);
        return batch;
    }

    /// <summary>Lets nothing in from these sources, and from every other; whatever a source is and however it comes, it passes here.</summary>
    public void HoldBack(IEnumerable<string> sources)
    {
        var heldBack = sources.ToFrozenSet(StringComparer.Ordinal);
        lock (_gate)
        {
            _heldBack = heldBack;
        }

        Release(0);
    }

    /// <summary>Lets submissions in.</summary>
    public void Open()
    {
        lock (_gate)
        {
            _open = true;
        }

        Release(0);
    }

    /// <summary>Lets no more in and hands those that wait back to their senders.</summary>
    public void Close(Exception reason)
    {
        lock (_gate)
        {
            _open = false;
        }

        while (_channel.Reader.TryRead(out var submission))
        {
            Release(submission.Records.Count);
            submission.Fail(reason);
        }
    }

    private void Release(int count)
    {
        TaskCompletionSource space;
        lock (_gate)
        {
            _records -= count;
            (space, _space) = (_space, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        space.TrySetResult();
    }
}
