using System.Diagnostics;
using System.Diagnostics.Metrics;
using Portal.Worker.Intake;
using Portal.Worker.Settling;

namespace Portal.Worker.Telemetry;

/// <summary>Counts what this process settles: for OpenTelemetry, and for the sample it leaves in the database.</summary>
/// <remarks>Told once a transaction, never once a record, and tagged with what kind of source it was, never with which.</remarks>
public sealed class SettlingFigures : IDisposable
{
    /// <summary>The name of the meter that listeners ask for.</summary>
    public const string MeterName = "Portal.Settling";

    private static readonly string[] OutcomeNames = ["settled", "duplicate", "conflict", "rejected"];
    private static readonly string[] SourceNames = ["live", "replay"];
    private static readonly string[] KindNames = ["liquidation", "fee", "adl-fill"];

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _records;
    private readonly Histogram<long> _batchSize;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _checkpoints;
    private long _commits;
    private long _settled;
    private long _refused;
    private long _commitMsMax;

    /// <summary>Makes the instruments; without a listener they cost a look at a flag.</summary>
    public SettlingFigures(IntakeQueue queue)
    {
        ArgumentNullException.ThrowIfNull(queue);
        _records = _meter.CreateCounter<long>("portal.intake.records", "{record}", "Records answered, by what became of them.");
        _batchSize = _meter.CreateHistogram<long>(
            "portal.settlement.batch.size", "{record}", "Records in one transaction.", advice: new() { HistogramBucketBoundaries = [1, 5, 20, 100, 500, 1_000, 2_000, 5_000, 20_000] });
        _duration = _meter.CreateHistogram<double>(
            "portal.settlement.duration", "s", "From taking a batch out of the queue to its commit.",
            advice: new() { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10] });
        _checkpoints = _meter.CreateCounter<long>("portal.log.checkpoints", "{checkpoint}", "Checkpoints signed and committed by this process.");
        _meter.CreateObservableUpDownCounter("portal.intake.queue.length", () => queue.Records, "{record}", "Records that wait to be settled.");
        _meter.CreateObservableUpDownCounter("portal.settlement.active", () => queue.IsOpen ? 1 : 0, "{worker}", "1 while this process holds the lease and takes records.");
    }

    /// <summary>What was counted since the last call; the next call begins anew.</summary>
    public (long Commits, long Settled, long Refused, long CommitMsMax) Take() =>
        (Interlocked.Exchange(ref _commits, 0), Interlocked.Exchange(ref _settled, 0), Interlocked.Exchange(ref _refused, 0), Interlocked.Exchange(ref _commitMsMax, 0));

    /// <summary>Gives back what was taken and could not be told.</summary>
    public void GiveBack((long Commits, long Settled, long Refused, long CommitMsMax) taken)
    {
        Interlocked.Add(ref _commits, taken.Commits);
        Interlocked.Add(ref _settled, taken.Settled);
        Interlocked.Add(ref _refused, taken.Refused);
        KeepSlowest(taken.CommitMsMax);
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    /// <summary>Takes note of one committed transaction and its answers.</summary>
    internal void Committed(IReadOnlyList<IntakeSubmission> submissions, IReadOnlyList<IReadOnlyList<RecordResult>> results, TimeSpan duration)
    {
        Span<long> counts = stackalloc long[OutcomeNames.Length * SourceNames.Length * KindNames.Length];
        var total = 0;
        for (var index = 0; index < submissions.Count; index++)
        {
            var (records, answers, source) = (submissions[index].Records, results[index], submissions[index].IsReplay ? 1 : 0);
            total += records.Count;
            for (var record = 0; record < records.Count; record++)
            {
                counts[Place((int)answers[record].Status, source, (int)records[record].Kind)]++;
            }
        }

        Interlocked.Increment(ref _commits);
        KeepSlowest((long)Math.Ceiling(duration.TotalMilliseconds));
        _duration.Record(duration.TotalSeconds);
        _batchSize.Record(total);
        for (var place = 0; place < counts.Length; place++)
        {
            if (counts[place] > 0)
            {
                Count(place, counts[place]);
            }
        }
    }

    /// <summary>Takes note of signed checkpoints.</summary>
    internal void Signed(long checkpoints)
    {
        if (checkpoints > 0)
        {
            _checkpoints.Add(checkpoints);
        }
    }

    private static int Place(int outcome, int source, int kind) => ((outcome * SourceNames.Length) + source) * KindNames.Length + kind;

    private void Count(int place, long count)
    {
        var (outcome, source, kind) = (place / KindNames.Length / SourceNames.Length, place / KindNames.Length % SourceNames.Length, place % KindNames.Length);
        _records.Add(count, new TagList { { "portal.record.outcome", OutcomeNames[outcome] }, { "portal.source.kind", SourceNames[source] }, { "portal.record.kind", KindNames[kind] } });
        if (outcome is (int)RecordStatus.Settled)
        {
            Interlocked.Add(ref _settled, count);
        }
        else if (outcome is (int)RecordStatus.Conflict or (int)RecordStatus.Rejected)
        {
            Interlocked.Add(ref _refused, count);
        }
    }

    private void KeepSlowest(long milliseconds)
    {
        var slowest = Volatile.Read(ref _commitMsMax);
        while (milliseconds > slowest && Interlocked.CompareExchange(ref _commitMsMax, milliseconds, slowest) is var other && other != slowest)
        {
            slowest = other;
        }
    }
}
