using Portal.Worker.Intake;
using Portal.Worker.Settling;

namespace Portal.Worker.Sources.Replay;

/// <summary>Hands records to the worker of this process, which waits where there is no room.</summary>
public sealed class QueueSink(IntakeQueue queue, string source) : IReplaySink
{
    /// <inheritdoc/>
    public int ChunksMax => 8;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RecordResult>> SettleAsync(IReadOnlyList<IntakeRecord> records, CancellationToken cancellation)
    {
        var submission = new IntakeSubmission(source, records, isReplay: true);
        await queue.EnqueueAsync(submission, cancellation);
        return await submission.Settled.WaitAsync(cancellation);
    }
}
