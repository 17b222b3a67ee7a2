using System.Data.Common;
using Microsoft.Extensions.Logging;
using Portal.Storage.Database;
using Portal.Storage.Intake;
using Portal.Storage.Ledger;
using Portal.Worker.Telemetry;

namespace Portal.Worker.Settling;

/// <summary>Another process settles now; what was not committed is handed back.</summary>
public sealed class LeaseLostException() : Exception("Another process settles now.");

/// <summary>Takes what has queued up, settles it in memory, commits it in one transaction, answers its senders. In that order, whatever happens in between.</summary>
/// <remarks>One task runs it. The position in memory changes only after a commit that is known.</remarks>
internal sealed partial class SettlementLoop(
    SettlementStores stores, IntakeQueue queue, RulesInForce rules, SettlingFigures figures, SettlementOptions options, TimeProvider time, ILogger logger, long fence)
{
    private const int AttemptsMax = 100;

    private static readonly TimeSpan JudgementPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private readonly Dictionary<string, long> _lastSourceSequences = new(StringComparer.Ordinal);
    private LedgerPosition? _position;
    private DateTimeOffset _nextJudgement;

    /// <summary>Settles until <paramref name="cancellation"/> says stop; what was taken from the queue is finished first.</summary>
    /// <exception cref="LeaseLostException">Another process settles now.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        await LoadAsync(cancellation);
        queue.Open();
        LogReady(_position!.Sequence, fence);
        while (!cancellation.IsCancellationRequested)
        {
            List<IntakeSubmission> batch;
            try
            {
                batch = await queue.TakeAsync(options.BatchRecordsMax, Patience, cancellation);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            var judges = options.JudgesPassingTime && Now() >= _nextJudgement;
            if (batch.Count > 0 || judges)
            {
                await SettleOrFailAsync(batch, judges);
            }
        }
    }

    private async Task SettleOrFailAsync(List<IntakeSubmission> batch, bool judges)
    {
        using var trace = PortalActivities.Settle(batch);
        try
        {
            var began = time.GetTimestamp();
            var results = await SettleAsync(batch, judges);
            if (batch.Count > 0)
            {
                figures.Committed(batch, results, time.GetElapsedTime(began));
            }

            using var acknowledging = PortalActivities.Step("settlement.acknowledge");
            for (var index = 0; index < batch.Count; index++)
            {
                batch[index].Complete(results[index]);
            }
        }
        catch (Exception exception)
        {
            // Nothing of it is known to be written: senders keep their records and send them again, which is safe.
            foreach (var submission in batch)
            {
                submission.Fail(new NotSettledException($"It could not be settled: {exception.Message}"));
            }

            throw;
        }

        _nextJudgement = judges ? Now() + JudgementPause : _nextJudgement;
    }

    private async Task<List<IReadOnlyList<RecordResult>>> SettleAsync(List<IntakeSubmission> submissions, bool judges)
    {
        for (var attempt = 1; ; attempt++)
        {
            var known = await Outside(attempt, () => SettledIds.FindAsync(stores.SettledRecords, submissions, CancellationToken.None));
            var open = known is null ? null : await Outside(attempt, () => OpenPayloads.FindAsync(stores.Quarantine, submissions, CancellationToken.None));
            var losses = open is null ? null : await Outside(attempt, () => OpenLosses.FindAsync(stores, submissions, CancellationToken.None));
            if (known is null || open is null || losses is null)
            {
                continue;
            }

            var state = _position!.State.Fork();
            var batch = new SettlementBatch(state, Now(), known, open, losses);
            using (PortalActivities.Step("settlement.settle"))
            {
                batch.Sources.StartFrom(_lastSourceSequences);
                submissions.ForEach(batch.Settle);
                if (judges)
                {
                    batch.JudgePassingTime();
                }
            }

            if (batch.IsEmpty)
            {
                return batch.Results;
            }

            var (append, next) = LedgerAppends.Of(_position, state, batch.Entries, fence);
            append = append with
            {
                SettledRecords = batch.Settled,
                AdlFills = batch.AdlFills,
                Sources = [.. batch.Sources.Changes],
                Quarantined = [.. batch.Quarantine],
                Closed = batch.Corrected,
            };
            if (await CommitAsync(append, attempt))
            {
                _position = next;
                rules.Follow(next.State.Rulebook);
                batch.Sources.CopyTo(_lastSourceSequences);
                return batch.Results;
            }

            await ReloadAsync(attempt);
        }
    }

    /// <summary>Writes the append: true when it is known to be stored, false when it is known not to be.</summary>
    private async Task<bool> CommitAsync(LedgerAppend append, int attempt)
    {
        using var trace = PortalActivities.Step("settlement.commit");
        trace?.SetTag("portal.ledger.sequence", append.NewSequence);
        try
        {
            return await stores.Ledger.AppendAsync(append, CancellationToken.None) switch
            {
                AppendOutcome.Committed => true,
                AppendOutcome.FenceLost => throw new LeaseLostException(),
                _ => false,
            };
        }
        catch (CommitUnknownException exception) when (attempt < AttemptsMax)
        {
            // The last entry's own bytes tell: if they are in the ledger, all of it is.
            LogCommitUnknown(exception);
            return append.Entries.Count > 0
                && await Outside(attempt, () => stores.Ledger.ReadEntryAsync(append.NewSequence, CancellationToken.None)) is { } row
                && row.LeafHash.AsSpan().SequenceEqual(append.Entries[^1].LeafHash);
        }
        catch (Exception exception) when (attempt < AttemptsMax && exception is TransientStorageException or DbException)
        {
            LogOutOfReach(attempt, exception);
            await PauseAsync(attempt);
            return false;
        }
    }

    private async Task ReloadAsync(int attempt)
    {
        _position = await Outside(attempt, () => stores.Positions.FollowAsync(_position!, CancellationToken.None)) ?? _position;
        rules.Follow(_position!.State.Rulebook);

        // Whoever wrote may have settled in a source's place, and taken one of its numbers.
        Note(await Outside(attempt, () => stores.Sources.ReadAllAsync(CancellationToken.None)) ?? []);
    }

    /// <summary>Runs a read; null when the database is out of reach just now and the whole is to be tried again.</summary>
    private async Task<T?> Outside<T>(int attempt, Func<Task<T>> read)
        where T : class?
    {
        try
        {
            return await read();
        }
        catch (Exception exception) when (attempt < AttemptsMax && exception is TransientStorageException or DbException)
        {
            LogOutOfReach(attempt, exception);
            await PauseAsync(attempt);
            return null;
        }
    }

    private async Task LoadAsync(CancellationToken cancellation)
    {
        _position = await stores.Positions.ReadAsync(cancellation);
        rules.Follow(_position.State.Rulebook);
        Note(await stores.Sources.ReadAllAsync(cancellation));
    }

    private void Note(IReadOnlyList<SourceStateRow> sources)
    {
        foreach (var source in sources)
        {
            if (source.LastSourceSequence is { } last)
            {
                _lastSourceSequences[source.Source] = last;
            }
        }
    }

    private Task PauseAsync(int attempt) => Task.Delay(TimeSpan.FromMilliseconds(Math.Min(20 * attempt, 1000)), time);

    // Whole milliseconds, so that what is written is what was reckoned with.
    private DateTimeOffset Now() => DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());

    [LoggerMessage(1, LogLevel.Information, "Settling begins after entry {Sequence}, with fence {Fence}.")]
    private partial void LogReady(long sequence, long fence);

    [LoggerMessage(2, LogLevel.Warning, "Whether a commit took place is unknown; the ledger is asked.")]
    private partial void LogCommitUnknown(Exception exception);

    [LoggerMessage(3, LogLevel.Warning, "The database is out of reach, attempt {Attempt}.")]
    private partial void LogOutOfReach(int attempt, Exception exception);
}
