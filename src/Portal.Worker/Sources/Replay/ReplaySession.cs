using Portal.Settlement.Ledger;
using Portal.Storage.Ledger;
using Portal.Worker.Intake;
using Portal.Worker.Settling;

namespace Portal.Worker.Sources.Replay;

/// <summary>Where a replay hands its records over: this process's own worker, or the one that holds the lease.</summary>
public interface IReplaySink
{
    /// <summary>Settles a chunk; returns when it is durable. Chunks are handed over one after the other and settle in that order.</summary>
    Task<IReadOnlyList<RecordResult>> SettleAsync(IReadOnlyList<IntakeRecord> records, CancellationToken cancellation);

    /// <summary>How many chunks may be under way at once without losing their order.</summary>
    int ChunksMax { get; }
}

/// <summary>Hands a file's records over in chunks, in order, and sums up what became of them.</summary>
public sealed class ReplaySession(IReplaySink sink, LedgerStore ledger)
{
    private const int ChunkRecords = 1_000;

    private readonly Queue<Task<IReadOnlyList<RecordResult>>> _underWay = new();

    /// <summary>What became of the records so far.</summary>
    public ReplaySummary Summary { get; } = new();

    /// <summary>Replays all records.</summary>
    /// <param name="records">The records, at the pace at which they are to be settled.</param>
    /// <param name="progressed">Told after every chunk.</param>
    /// <param name="cancellation">Stops; what was handed over is settled all the same.</param>
    public async Task RunAsync(IAsyncEnumerable<IntakeRecord> records, Action<ReplaySummary> progressed, CancellationToken cancellation)
    {
        var chunk = new List<IntakeRecord>(ChunkRecords);
        await using var reader = records.GetAsyncEnumerator(cancellation);
        while (true)
        {
            var next = reader.MoveNextAsync();

            // A paced recording pauses between records: what has been read is not held back meanwhile.
            if (!next.IsCompleted && chunk.Count > 0)
            {
                await HandOverAsync(chunk, progressed, cancellation);
                chunk = [];
            }

            if (!await next)
            {
                break;
            }

            chunk.Add(reader.Current);
            if (chunk.Count == ChunkRecords)
            {
                await HandOverAsync(chunk, progressed, cancellation);
                chunk = new List<IntakeRecord>(ChunkRecords);
            }
        }

        if (chunk.Count > 0)
        {
            await HandOverAsync(chunk, progressed, cancellation);
        }

        while (_underWay.Count > 0)
        {
            await FinishAsync(progressed, cancellation);
        }
    }

    private async Task HandOverAsync(List<IntakeRecord> chunk, Action<ReplaySummary> progressed, CancellationToken cancellation)
    {
        while (_underWay.Count >= sink.ChunksMax)
        {
            await FinishAsync(progressed, cancellation);
        }

        _underWay.Enqueue(sink.SettleAsync(chunk, cancellation));
    }

    private async Task FinishAsync(Action<ReplaySummary> progressed, CancellationToken cancellation)
    {
        var results = await _underWay.Dequeue();
        Summary.Count(results);
        await SumUpAsync([.. results.Where(static result => result.Status is RecordStatus.Settled).Select(static result => result.Sequence!.Value)], cancellation);
        progressed(Summary);
    }

    // The ledger itself says what the records did; the entries of one chunk lie close together.
    private async Task SumUpAsync(HashSet<long> sequences, CancellationToken cancellation)
    {
        var after = sequences.Count == 0 ? 0 : sequences.Min() - 1;
        var left = sequences.Count;
        while (left > 0)
        {
            var rows = await ledger.ReadEntriesAsync(after, 2 * ChunkRecords, cancellation);
            foreach (var row in rows.Where(row => sequences.Contains(row.Sequence)))
            {
                Summary.Add(LedgerEntry.Read(row.Bytes));
                left--;
            }

            after = rows[^1].Sequence;
        }
    }
}
