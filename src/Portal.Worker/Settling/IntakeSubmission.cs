using System.Diagnostics;
using Portal.Worker.Intake;

namespace Portal.Worker.Settling;

/// <summary>Why a submission was not settled; its sender keeps it and tries again.</summary>
public sealed class NotSettledException(string message) : Exception(message);

/// <summary>Records that a source sent together. They are settled in the order sent, and answered together after the commit.</summary>
public sealed class IntakeSubmission(string source, IReadOnlyList<IntakeRecord> records, bool isReplay)
{
    private readonly TaskCompletionSource<IReadOnlyList<RecordResult>> _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The source.</summary>
    public string Source { get; } = source;

    /// <summary>The records, in the order sent.</summary>
    public IReadOnlyList<IntakeRecord> Records { get; } = records;

    /// <summary>Whether they come from a recording, whose clock is then the events' own.</summary>
    public bool IsReplay { get; } = isReplay;

    /// <summary>Whether they tell of another exchange's liquidations: only funds that are marked as a demonstration take them.</summary>
    public bool IsMirror { get; init; }

    /// <summary>Whether the database was asked for this very submission whether its source is paused. All others are held to what the queue knows, a second old at most.</summary>
    public bool IsAdmitted { get; init; }

    /// <summary>How often the source was cut off before these records, so that some may be missing.</summary>
    public long Gaps { get; init; }

    /// <summary>What its one record puts right in the source's place; null for everything that a source sends.</summary>
    internal TypedCorrection? Correction { get; init; }

    /// <summary>The trace of the request that brought them, if it is recorded.</summary>
    public ActivityContext Trace { get; init; }

    /// <summary>When they were put in line; set for those that are traced.</summary>
    public DateTimeOffset QueuedAt { get; init; }

    /// <summary>The results in the order sent, once they are durable; faults with <see cref="NotSettledException"/> when this worker can't settle them.</summary>
    public Task<IReadOnlyList<RecordResult>> Settled => _settled.Task;

    internal void Complete(IReadOnlyList<RecordResult> results) => _settled.TrySetResult(results);

    internal void Fail(Exception reason)
    {
        _settled.TrySetException(reason);

        // A sender that went away must not leave an unobserved fault behind.
        _ = _settled.Task.Exception;
    }
}
