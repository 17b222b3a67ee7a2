using System.Collections.Immutable;
using Portal.Settlement;
using Portal.Settlement.Ledger;
using Portal.Storage.Database;

namespace Portal.Storage.Ledger;

/// <summary>Writes operators' decisions into the ledger, beside a worker that settles: whoever comes second reads again and decides again.</summary>
public sealed class DecisionStore(LedgerStore ledger, LedgerPositions positions)
{
    private const int AttemptsMax = 200;

    /// <summary>Makes a decision on the ledger as it stands and writes it.</summary>
    /// <param name="decide">Makes the entries in the state it is given, or says why not; may be called again with a newer state.</param>
    /// <param name="cancellation">Ends the attempts.</param>
    /// <returns>The entries, committed; or the problem, and nothing is written.</returns>
    /// <exception cref="TimeoutException">Others were always faster.</exception>
    public Task<Checked<ImmutableArray<LedgerEntry>>> WriteAsync(
        Func<LedgerState, Checked<ImmutableArray<LedgerEntry>>> decide, CancellationToken cancellation) => WriteAsync(
            (state, _) =>
            {
                var decided = decide(state);
                return Task.FromResult<Checked<LedgerDecision>>(decided.Problem is { } problem ? problem : new LedgerDecision(decided.Value));
            },
            cancellation);

    /// <summary>Makes a decision on the ledger as it stands and writes it, with whatever else belongs into its transaction.</summary>
    /// <param name="decide">Makes the entries in the state it is given, or says why not; may be called again with a newer state.</param>
    /// <param name="cancellation">Ends the attempts.</param>
    /// <returns>The entries, committed; or the problem, and nothing is written.</returns>
    /// <exception cref="TimeoutException">Others were always faster.</exception>
    public async Task<Checked<ImmutableArray<LedgerEntry>>> WriteAsync(
        Func<LedgerState, CancellationToken, Task<Checked<LedgerDecision>>> decide, CancellationToken cancellation)
    {
        var position = await positions.ReadAsync(cancellation);
        for (var attempt = 0; attempt < AttemptsMax; attempt++)
        {
            var state = position.State.Fork();
            var decided = await decide(state, cancellation);
            if (decided.Problem is { } problem)
            {
                return problem;
            }

            // A decision can itself be what starts or stops ADL: a new floor, a withdrawal.
            var entries = decided.Value.Entries.ToList();
            entries.AddRange(decided.Value.Entries.Select(entry => AdlJudgement.AfterEntry(state, entry)).OfType<LedgerEntry>());
            var (append, _) = LedgerAppends.Of(position, state, entries, fence: null);
            append = decided.Value.Complete?.Invoke(append) ?? append;
            try
            {
                if (await ledger.AppendAsync(append, cancellation) is AppendOutcome.Committed)
                {
                    return ImmutableArray.CreateRange(entries);
                }
            }
            catch (TransientStorageException) when (attempt < AttemptsMax - 1)
            {
                await Task.Delay(Random.Shared.Next(10, 100), cancellation);
            }
            catch (CommitUnknownException) when (attempt < AttemptsMax - 1)
            {
                if (await IsStoredAsync(append, cancellation))
                {
                    return ImmutableArray.CreateRange(entries);
                }
            }

            position = await positions.FollowAsync(position, cancellation);
        }

        throw new TimeoutException($"The decision could not be written in {AttemptsMax} attempts: others always wrote first.");
    }

    private async Task<bool> IsStoredAsync(LedgerAppend append, CancellationToken cancellation) =>
        await ledger.ReadEntryAsync(append.NewSequence, cancellation) is { } row && row.LeafHash.AsSpan().SequenceEqual(append.Entries[^1].LeafHash);
}
