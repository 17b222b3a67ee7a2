using System.Collections.Immutable;
using Portal.Settlement;
using Portal.Settlement.Ledger;
using Portal.Storage.Database;

namespace Portal.Storage.Ledger;

/// <summary>Writes operators' decisions into the ledger, beside a worker that settles: whoever comes second reads again and decides again.</summary>
public sealed class DecisionStore(PortalDatabase database, LedgerStore ledger, LedgerPositions positions)
{
    /// <summary>Code of the problem that somebody else has ended the proposal meanwhile.</summary>
    public const string ProposalEndedCode = "proposal-ended";

    private const int AttemptsMax = 200;

    /// <summary>Makes a decision on the ledger as it stands and writes it, with no word about who made it but the entries' own.</summary>
    /// <returns>The entries, committed; or the problem, and nothing is written.</returns>
    /// <exception cref="TimeoutException">Others were always faster.</exception>
    public Task<Checked<ImmutableArray<LedgerEntry>>> WriteAsync(
        Func<LedgerState, Checked<ImmutableArray<LedgerEntry>>> decide, CancellationToken cancellation) => WriteAsync(decide, record: null, cancellation);

    /// <summary>Makes a decision on the ledger as it stands and writes it, and in the same transaction who made it.</summary>
    /// <returns>The entries, committed; or the problem, and nothing is written.</returns>
    /// <exception cref="TimeoutException">Others were always faster.</exception>
    public Task<Checked<ImmutableArray<LedgerEntry>>> WriteAsync(
        Func<LedgerState, Checked<ImmutableArray<LedgerEntry>>> decide, DecisionRecord? record, CancellationToken cancellation) => WriteAsync(
            (state, _) =>
            {
                var decided = decide(state);
                return Task.FromResult<Checked<LedgerDecision>>(decided.Problem is { } problem ? problem : new LedgerDecision(decided.Value));
            },
            record,
            cancellation);

    /// <summary>Makes a decision on the ledger as it stands and writes it, together with whatever else belongs into its transaction.</summary>
    /// <param name="decide">Makes the entries in the state it is given, or says why not; may be called again with a newer state.</param>
    /// <param name="record">Who decided: written in the same transaction; null when the entries alone say it.</param>
    /// <param name="cancellation">Ends the attempts.</param>
    /// <returns>The entries, committed; or the problem, and nothing is written: that of the decision, or <see cref="ProposalEndedCode"/>.</returns>
    /// <exception cref="TimeoutException">Others were always faster.</exception>
    public async Task<Checked<ImmutableArray<LedgerEntry>>> WriteAsync(
        Func<LedgerState, CancellationToken, Task<Checked<LedgerDecision>>> decide, DecisionRecord? record, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(decide);
        var position = await positions.ReadAsync(cancellation);
        for (var attempt = 0; attempt < AttemptsMax; attempt++)
        {
            var state = position.State.Fork();
            var decided = await decide(state, cancellation);
            if (decided.Problem is { } problem)
            {
                return problem;
            }

            var entries = decided.Value.WithJudgements(state);
            var append = AppendOf(position, state, entries, record, cancellation);
            append = decided.Value.Complete?.Invoke(append) ?? append;
            try
            {
                switch (await ledger.AppendAsync(append, cancellation))
                {
                    case AppendOutcome.Committed:
                        return entries;
                    case AppendOutcome.Refused:
                        return new Problem(ProposalEndedCode, null, "It has ended meanwhile, or somebody who stood behind it has lost the role.");
                    default:
                        break;
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
                    return entries;
                }
            }

            position = await positions.FollowAsync(position, cancellation);
        }

        throw new TimeoutException($"The decision could not be written in {AttemptsMax} attempts: others always wrote first.");
    }

    private LedgerAppend AppendOf(
        LedgerPosition position, LedgerState state, ImmutableArray<LedgerEntry> entries, DecisionRecord? record, CancellationToken cancellation)
    {
        var (append, _) = LedgerAppends.Of(position, state, entries, fence: null);
        return record is null ? append : append with
        {
            Beside = (connection, transaction) => record.WriteAsync(database.Engine, connection, transaction, entries, cancellation),
        };
    }

    private async Task<bool> IsStoredAsync(LedgerAppend append, CancellationToken cancellation) =>
        await ledger.ReadEntryAsync(append.NewSequence, cancellation) is { } row && row.LeafHash.AsSpan().SequenceEqual(append.Entries[^1].LeafHash);
}
