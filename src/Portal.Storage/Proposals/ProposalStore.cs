using System.Collections.Immutable;
using System.Data.Common;
using Dapper;
using Portal.Storage.Audit;
using Portal.Storage.Database;
using Portal.Storage.People;

namespace Portal.Storage.Proposals;

/// <summary>What is proposed, what was said about it and how it ended. Each step is written with its row of the audit.</summary>
/// <remarks>Who may take which step is not decided here.</remarks>
public sealed class ProposalStore(PortalDatabase database)
{
    /// <summary>The longest page.</summary>
    public const int PageMax = 200;

    private static readonly SqlText SelectNextId = SqlText.Same("SELECT COALESCE(MAX(id), 0) + 1 FROM proposal");

    private static readonly SqlText Insert = SqlText.Same($"""
        INSERT INTO proposal ({ProposalRow.Columns})
        VALUES (@Id, @Kind, @FundId, @Payload, @PersonId, @Handle, @ProposedAtMs, @Status, @ClosedAtMs, @ClosedBy, @LedgerSequence)
        """);

    /// <summary>Adds a proposal.</summary>
    /// <param name="draft">What is proposed.</param>
    /// <param name="at">When.</param>
    /// <param name="audit">What the audit says, once the id is known.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<ProposalRow> AddAsync(ProposalDraft draft, DateTimeOffset at, Func<long, AuditDraft> audit, CancellationToken cancellation) =>
        database.WriteTogetherAsync(
            async (connection, transaction) =>
            {
                // Ids are given out under the audit's lock, so the next one is free.
                await AuditStore.LockAsync(database.Engine, connection, transaction, cancellation);
                var id = await connection.ExecuteScalarAsync<long>(Command(SelectNextId, null, transaction, cancellation));
                var row = new ProposalRow(
                    id, draft.Kind, draft.FundId, draft.Payload, draft.PersonId, draft.Handle, at.ToUnixTimeMilliseconds(), ProposalRow.Open, null, null, null);
                await connection.ExecuteAsync(Command(Insert, row, transaction, cancellation));
                await AuditStore.AppendAsync(database.Engine, connection, transaction, audit(id), cancellation);
                return row;
            },
            cancellation);

    private static readonly SqlText SelectOne = SqlText.Same($"SELECT {ProposalRow.Columns} FROM proposal WHERE id = @Id");

    /// <summary>One proposal; null when there is none.</summary>
    public Task<ProposalRow?> FindAsync(long id, CancellationToken cancellation) =>
        database.ReadFirstAsync<ProposalRow>(SelectOne, new { Id = id }, cancellation);

    private static readonly SqlText SelectOpen = SqlText.Limited($"""
        SELECT {ProposalRow.Columns} FROM proposal WHERE status = 'open' ORDER BY id DESC LIMIT @Limit
        """);

    /// <summary>Those that are open, newest first.</summary>
    public Task<IReadOnlyList<ProposalRow>> ReadOpenAsync(int limit, CancellationToken cancellation) =>
        database.ReadAsync<ProposalRow>(SelectOpen, new { Limit = Checked(limit) }, cancellation);

    private static readonly SqlText SelectWaitingCount = SqlText.Same("""
        SELECT CAST(COUNT(*) AS BIGINT) FROM proposal
        WHERE status = 'open' AND person_id <> @PersonId
          AND NOT EXISTS (SELECT 1 FROM proposal_vote WHERE proposal_id = proposal.id AND person_id = @PersonId)
        """);

    /// <summary>How many are open that somebody else made and that a person has said nothing about. There are never many open ones, and an index names them.</summary>
    public Task<long> CountWaitingAsync(string personId, CancellationToken cancellation) =>
        database.ReadFirstAsync<long>(SelectWaitingCount, new { PersonId = personId }, cancellation);

    private static readonly SqlText SelectPage = SqlText.Limited($"""
        SELECT {ProposalRow.Columns} FROM proposal WHERE id < @Before ORDER BY id DESC LIMIT @Limit
        """);

    /// <summary>A page of all of them, newest first.</summary>
    /// <param name="before">The last id of the page before; null from the newest on.</param>
    /// <param name="limit">1 to <see cref="PageMax"/>.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<IReadOnlyList<ProposalRow>> ReadPageAsync(long? before, int limit, CancellationToken cancellation) =>
        database.ReadAsync<ProposalRow>(SelectPage, new { Before = before ?? long.MaxValue, Limit = Checked(limit) }, cancellation);

    private static readonly SqlText SelectVotes = SqlText.Same("""
        SELECT vote.proposal_id, vote.person_id, person.handle, person.role, person.disabled_at_ms, vote.verdict, vote.comment, vote.at_ms
        FROM proposal_vote AS vote
        INNER JOIN person ON person.person_id = vote.person_id
        WHERE vote.proposal_id = @Id
        ORDER BY vote.at_ms, person.handle
        """);

    /// <summary>What was said about a proposal, in order, and what those who said it may do now.</summary>
    public Task<IReadOnlyList<ProposalVoteRow>> ReadVotesAsync(long id, CancellationToken cancellation) =>
        database.ReadAsync<ProposalVoteRow>(SelectVotes, new { Id = id }, cancellation);

    // Touching the row locks it: nobody ends the proposal between this and the vote.
    private static readonly SqlText TouchOpen = SqlText.Same("UPDATE proposal SET status = 'open' WHERE id = @Id AND status = 'open'");

    private static readonly SqlText SelectVote = SqlText.Same("""
        SELECT CAST(COUNT(*) AS BIGINT) FROM proposal_vote WHERE proposal_id = @Id AND person_id = @PersonId AND verdict = @Verdict
        """);

    private static readonly SqlText InsertVote = SqlText.Same("""
        INSERT INTO proposal_vote (proposal_id, person_id, verdict, comment, at_ms) VALUES (@Id, @PersonId, @Verdict, @Comment, @AtMs)
        """);

    private static readonly SqlText Close = SqlText.Same("""
        UPDATE proposal
        SET status = @Status, closed_at_ms = @AtMs, closed_by = @Handle, ledger_sequence = @LedgerSequence
        WHERE id = @Id AND status = 'open'
        """);

    /// <summary>Notes what somebody says about an open proposal. A refusal ends it.</summary>
    public Task<ProposalOutcome> VoteAsync(long id, string personId, string verdict, string comment, AuditDraft audit, CancellationToken cancellation) =>
        database.WriteTogetherAsync(
            async (connection, transaction) =>
            {
                await AuditStore.LockAsync(database.Engine, connection, transaction, cancellation);
                var vote = new { Id = id, PersonId = personId, Verdict = verdict, Comment = comment, AtMs = audit.At.ToUnixTimeMilliseconds() };
                if (await connection.ExecuteAsync(Command(TouchOpen, vote, transaction, cancellation)) == 0)
                {
                    return ProposalOutcome.NotOpen;
                }

                if (await connection.ExecuteScalarAsync<long>(Command(SelectVote, vote, transaction, cancellation)) > 0)
                {
                    return ProposalOutcome.SaidBefore;
                }

                await connection.ExecuteAsync(Command(InsertVote, vote, transaction, cancellation));
                if (verdict == ProposalVoteRow.Refused)
                {
                    await connection.ExecuteAsync(Command(Close, Ending(id, ProposalRow.Refused, audit, null), transaction, cancellation));
                }

                await AuditStore.AppendAsync(database.Engine, connection, transaction, audit, cancellation);
                return ProposalOutcome.Done;
            },
            cancellation);

    /// <summary>Ends an open proposal because its proposer takes it back.</summary>
    public Task<ProposalOutcome> WithdrawAsync(long id, AuditDraft audit, CancellationToken cancellation) =>
        database.WriteTogetherAsync(
            async (connection, transaction) =>
                await CloseAsync(database.Engine, connection, transaction, Ending(id, ProposalRow.Withdrawn, audit, null), audit, cancellation)
                    ? ProposalOutcome.Done
                    : ProposalOutcome.NotOpen,
            cancellation);

    private static readonly SqlText SelectProposer = SqlText.Same("""
        SELECT person.role FROM proposal INNER JOIN person ON person.person_id = proposal.person_id
        WHERE proposal.id = @Id AND person.disabled_at_ms IS NULL
        """);

    /// <summary>
    /// Ends an open proposal in the transaction that writes what it was about. Of two that try, the second finds nothing to end; and nothing is ended when its
    /// proposer may not propose any more, or one of <paramref name="approvedBy"/> has not approved it or may not do so any more.
    /// </summary>
    internal static async Task<bool> FinishAsync(
        SqlEngine engine,
        DbConnection connection,
        DbTransaction? transaction,
        long id,
        ImmutableArray<string> approvedBy,
        long sequence,
        AuditDraft audit,
        CancellationToken cancellation)
    {
        // Whoever takes a role away writes into the audit too, so under its lock roles stand still.
        await AuditStore.LockAsync(engine, connection, transaction, cancellation);
        var of = new { Id = id };
        var proposer = await connection.QueryFirstOrDefaultAsync<string>(new CommandDefinition(SelectProposer.For(engine), of, transaction, cancellationToken: cancellation));
        var votes = await connection.QueryAsync<ProposalVoteRow>(new CommandDefinition(SelectVotes.For(engine), of, transaction, cancellationToken: cancellation));
        return PersonRoleText.Read(proposer) >= PersonRole.Proposer
            && approvedBy.All(votes.Where(static vote => vote.Counts).Select(static vote => vote.Handle).Contains)
            && await CloseAsync(engine, connection, transaction, Ending(id, ProposalRow.Done, audit, sequence), audit, cancellation);
    }

    private static async Task<bool> CloseAsync(
        SqlEngine engine, DbConnection connection, DbTransaction? transaction, object ending, AuditDraft audit, CancellationToken cancellation)
    {
        await AuditStore.LockAsync(engine, connection, transaction, cancellation);
        if (await connection.ExecuteAsync(new CommandDefinition(Close.For(engine), ending, transaction, cancellationToken: cancellation)) == 0)
        {
            return false;
        }

        await AuditStore.AppendAsync(engine, connection, transaction, audit, cancellation);
        return true;
    }

    private static object Ending(long id, string status, AuditDraft audit, long? sequence) =>
        new { Id = id, Status = status, AtMs = audit.At.ToUnixTimeMilliseconds(), Handle = audit.Person, LedgerSequence = sequence };

    private CommandDefinition Command(SqlText text, object? parameters, DbTransaction transaction, CancellationToken cancellation) =>
        new(text.For(database.Engine), parameters, transaction, cancellationToken: cancellation);

    private static int Checked(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, PageMax);
        return limit;
    }
}
