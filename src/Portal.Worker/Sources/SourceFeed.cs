using Portal.Worker.Intake;
using Portal.Worker.Settling;

namespace Portal.Worker.Sources;

/// <summary>Hands what a stream brings to settling, and keeps it until it is settled: a stream tells nothing twice.</summary>
/// <remarks>Used by one reader at a time. What this process can't settle now stays here, bounded, and is handed over again before anything newer.</remarks>
public sealed class SourceFeed(IntakeQueue queue, string source, TimeSpan patience, TimeProvider time)
{
    /// <summary>The most submissions that may be under way.</summary>
    public const int UnderWayMax = 256;

    private readonly List<IntakeSubmission> _underWay = [];

    /// <summary>Puts records in line; waits for room, but no longer than the reader has patience.</summary>
    /// <param name="records">The records; none says only that the source is heard of.</param>
    /// <param name="gaps">How often the source was cut off before them.</param>
    /// <param name="cancellation">Gives up waiting; the records are kept.</param>
    /// <exception cref="SourceLostException">There was no room in time. The records are kept all the same.</exception>
    public async Task HandOverAsync(IReadOnlyList<IntakeRecord> records, long gaps, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await using var timer = time.CreateTimer(static state => ((CancellationTokenSource)state!).Cancel(), limit, patience, Timeout.InfiniteTimeSpan);
        try
        {
            _underWay.Add(Submission(records, gaps));
            await EnqueueAsync(_underWay[^1], limit.Token);
            while (_underWay.Count > 0 && (_underWay.Count > UnderWayMax || _underWay[0].Settled.IsCompleted))
            {
                await _underWay[0].Settled.WaitAsync(limit.Token);
                _underWay.RemoveAt(0);
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new SourceLostException("Settling is too slow for this stream, which is left alone until there is room again.");
        }
    }

    /// <summary>Hands over again what could not be settled, and returns when all of it is.</summary>
    public async Task CatchUpAsync(CancellationToken cancellation)
    {
        await SettledAsync(patience).WaitAsync(cancellation);
        for (var index = 0; index < _underWay.Count; index++)
        {
            if (_underWay[index].Settled.IsFaulted)
            {
                _underWay[index] = Submission(_underWay[index].Records, _underWay[index].Gaps);
                await EnqueueAsync(_underWay[index], cancellation);
            }
        }

        await Task.WhenAll(_underWay.Select(static submission => submission.Settled)).WaitAsync(cancellation);
        _underWay.Clear();
    }

    /// <summary>Waits until what is under way is settled or can't be, but not for ever.</summary>
    public Task SettledAsync(TimeSpan limit) => Task.WhenAll(_underWay.Select(static submission => submission.Settled))
        .WaitAsync(limit, time)
        .ContinueWith(static ended => _ = ended.Exception, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);

    private IntakeSubmission Submission(IReadOnlyList<IntakeRecord> records, long gaps) => new(source, records, isReplay: false) { IsMirror = true, Gaps = gaps };

    private async Task EnqueueAsync(IntakeSubmission submission, CancellationToken cancellation)
    {
        try
        {
            await queue.EnqueueAsync(submission, cancellation);
        }
        catch (OperationCanceledException)
        {
            // Nobody else would ever complete it, for it stands in no line.
            submission.Fail(new NotSettledException("There was no room."));
            throw;
        }
    }
}
