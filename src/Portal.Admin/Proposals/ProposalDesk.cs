using System.Collections.Immutable;
using System.Text.Json;
using Portal.Admin.Sessions;
using Portal.Settlement;
using Portal.Settlement.Ledger;
using Portal.Storage.Ledger;
using Portal.Storage.People;
using Portal.Storage.Proposals;

namespace Portal.Admin.Proposals;

/// <summary>Where changes are proposed by one person and approved by another. Each action asks the database first who is acting.</summary>
/// <remarks>A vote is written before anything is carried out; what is carried out, its end and its row in the audit are one transaction with the ledger's entries.</remarks>
public sealed class ProposalDesk(
    CurrentPerson current, ProposalStore proposals, ProposalReading reading, DecisionStore decisions, LedgerPositions positions, ApprovalRules rules, ProposalSources sources, TimeProvider clock)
{
    /// <summary>The longest comment.</summary>
    public const int CommentLengthMax = 500;

    /// <summary>How many may be open at once.</summary>
    public const int OpenMax = 100;

    /// <summary>How many of one person may be open at once, so that nobody keeps the others from proposing.</summary>
    public const int OpenOfOneMax = 20;

    /// <summary>Tries what a proposal would do on the ledger as it stands. Nothing is written.</summary>
    /// <exception cref="NotAllowedException">Not a proposer.</exception>
    public async Task<Checked<ProposalPreview>> PreviewAsync(ProposedChange change, CancellationToken cancellation)
    {
        var actor = await current.RequireAsync(PersonRole.Proposer, cancellation);
        return await reading.TryAsync(change, new Signatures(actor.Handle, []), cancellation);
    }

    /// <summary>Proposes a change.</summary>
    /// <returns>The proposal's id, or what is wrong with it on the ledger as it stands.</returns>
    /// <exception cref="NotAllowedException">Not a proposer.</exception>
    public async Task<Checked<long>> ProposeAsync(ProposedChange change, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(change);
        var actor = await current.RequireAsync(PersonRole.Proposer, cancellation);
        var problem = LedgerDecisions.CheckText(change.Reason, LedgerDecisions.ReasonLengthMax, "reason")
            ?? (await reading.TryAsync(change, new Signatures(actor.Handle, []), cancellation)).Problem
            ?? FindObstacle(change, await proposals.ReadOpenAsync(OpenMax, cancellation), actor);
        if (problem is not null)
        {
            return problem;
        }

        var now = clock.GetUtcNow();
        change = await change.KeepAsync(sources, actor.PersonId, now, cancellation);
        var json = change.ToJson();
        var row = await proposals.AddAsync(
            new ProposalDraft(change.Kind, change.SubjectFundId, json, actor.PersonId, actor.Handle),
            now,
            id => actor.Did(now, "proposal.made", SubjectOf(id, change), json),
            cancellation);
        return row.Id;
    }

    /// <summary>Approves what somebody else proposed. Once enough have, it is carried out.</summary>
    /// <returns>The ledger's entries; none while others have to approve it too; or what is wrong.</returns>
    /// <exception cref="NotAllowedException">Not an approver.</exception>
    public async Task<Checked<ImmutableArray<LedgerEntry>>> ApproveAsync(long id, string? comment, CancellationToken cancellation)
    {
        var actor = await current.RequireAsync(PersonRole.Approver, cancellation);
        var found = await FindAsync(id, actor, comment, isCommentNeeded: false, cancellation);
        if (found.Problem is { } problem)
        {
            return problem;
        }

        var change = found.Value;
        var standing = await reading.StandingAsync(id, cancellation);
        if (!standing.IsProposerStill)
        {
            return ProposerGone;
        }

        // What can't be done is not approved: a vote that waits would let it happen later, unseen.
        var signatures = new Signatures(standing.Proposer, [.. standing.Approvers, actor.Handle]);
        if (!standing.Approvers.Contains(actor.Handle))
        {
            if ((await reading.TryAsync(change, signatures, cancellation)).Problem is { } obstacle)
            {
                return obstacle;
            }

            var now = clock.GetUtcNow();
            var audit = actor.Did(now, "proposal.approved", SubjectOf(id, change), JsonSerializer.Serialize(new { comment = ProposedChange.CleanText(comment) }));
            if (await proposals.VoteAsync(id, actor.PersonId, ProposalVoteRow.Approved, ProposedChange.CleanText(comment), audit, cancellation) is ProposalOutcome.NotOpen)
            {
                return NotOpen;
            }
        }

        return await CarryOutAsync(id, change, actor, cancellation);
    }

    /// <summary>Refuses what somebody else proposed, which ends it.</summary>
    /// <returns>What is wrong; null when it is done.</returns>
    /// <exception cref="NotAllowedException">Not an approver.</exception>
    public async Task<Problem?> RefuseAsync(long id, string? comment, CancellationToken cancellation)
    {
        var actor = await current.RequireAsync(PersonRole.Approver, cancellation);
        var found = await FindAsync(id, actor, comment, isCommentNeeded: true, cancellation);
        if (found.Problem is { } problem)
        {
            return problem;
        }

        var cleaned = ProposedChange.CleanText(comment);
        var audit = actor.Did(clock.GetUtcNow(), "proposal.refused", SubjectOf(id, found.Value), JsonSerializer.Serialize(new { comment = cleaned }));
        return await proposals.VoteAsync(id, actor.PersonId, ProposalVoteRow.Refused, cleaned, audit, cancellation) is ProposalOutcome.Done ? null : NotOpen;
    }

    /// <summary>Takes one's own proposal back.</summary>
    /// <returns>What is wrong; null when it is done.</returns>
    /// <exception cref="NotAllowedException">Not a proposer.</exception>
    public async Task<Problem?> WithdrawAsync(long id, CancellationToken cancellation)
    {
        var actor = await current.RequireAsync(PersonRole.Proposer, cancellation);
        if (await proposals.FindAsync(id, cancellation) is not { } row)
        {
            return Unknown(id);
        }

        if (row.PersonId != actor.PersonId)
        {
            return new Problem("not-yours", null, "Only who proposed it can take it back. An approver can refuse it.");
        }

        var audit = actor.Did(clock.GetUtcNow(), "proposal.withdrawn", SubjectOf(id, ProposedChange.FromJson(row.Payload)));
        return await proposals.WithdrawAsync(id, audit, cancellation) is ProposalOutcome.Done ? null : NotOpen;
    }

    /// <summary>Freezes everything at once, on one owner's word: no scheduled rate takes effect and nothing is withdrawn until an approved proposal ends it.</summary>
    /// <returns>The ledger's entry, or what is wrong.</returns>
    /// <exception cref="NotAllowedException">Not an owner.</exception>
    public async Task<Checked<ImmutableArray<LedgerEntry>>> FreezeAsync(string? reason, CancellationToken cancellation)
    {
        var actor = await current.RequireAsync(PersonRole.Owner, cancellation);
        var freeze = new FreezeChanged(Active: true, ProposedChange.CleanText(reason), actor.Handle);
        return await decisions.WriteAsync(
            (state, _) =>
            {
                var frozen = StandingDecisions.SetFreeze(state, freeze, ProposalReading.Now(clock));
                return Task.FromResult<Checked<LedgerDecision>>(frozen.Problem is { } problem ? problem : new LedgerDecision(frozen.Value));
            },
            new DecisionRecord(entries => actor.Did(
                clock.GetUtcNow(), "freeze.begun", "everything", JsonSerializer.Serialize(new { reason = freeze.Reason, sequence = DecisionRecord.MainOf(entries).Sequence }))),
            cancellation);
    }

    private async Task<Checked<ImmutableArray<LedgerEntry>>> CarryOutAsync(long id, ProposedChange change, SignedInPerson actor, CancellationToken cancellation)
    {
        // Read after the vote: of two who approve at once, the later one at least sees both.
        var standing = await reading.StandingAsync(id, cancellation);
        if (!standing.IsProposerStill)
        {
            return ProposerGone;
        }

        var signatures = new Signatures(standing.Proposer, standing.Approvers);
        var before = await positions.ReadAsync(cancellation);
        if (signatures.ApprovedBy.Length < await rules.NeededAsync(change, before.State, clock.GetUtcNow(), cancellation))
        {
            return ImmutableArray<LedgerEntry>.Empty;
        }

        return await decisions.WriteAsync(
            async (state, stop) =>
            {
                // Others may write first many times; who stands behind it is asked again each time, and once more where it is written.
                var behind = await reading.StandingAsync(id, stop);
                signatures = new Signatures(behind.Proposer, behind.Approvers);
                return !behind.IsProposerStill ? ProposerGone
                    : behind.Approvers.Length < await rules.NeededAsync(change, state, clock.GetUtcNow(), stop)
                        ? new Problem("too-few", null, "By now it needs one more approval.")
                        : await change.DecideAsync(sources, state, signatures, ProposalReading.Now(clock), stop);
            },
            new DecisionRecord(entries => actor.Did(
                clock.GetUtcNow(), "proposal.done", SubjectOf(id, change), JsonSerializer.Serialize(new { sequence = DecisionRecord.MainOf(entries).Sequence, approvedBy = signatures.ApprovedBy })))
            {
                ProposalId = id,
                ApprovedBy = () => signatures.ApprovedBy,
            },
            cancellation);
    }

    private async Task<Checked<ProposedChange>> FindAsync(long id, SignedInPerson actor, string? comment, bool isCommentNeeded, CancellationToken cancellation)
    {
        var cleaned = ProposedChange.CleanText(comment);
        return await proposals.FindAsync(id, cancellation) is not { } row ? Unknown(id)
            : row.Status != ProposalRow.Open ? NotOpen
            : row.PersonId == actor.PersonId ? new Problem("own-proposal", null, "Nobody decides on a proposal of their own.")
            : cleaned.Length == 0 && !isCommentNeeded ? ProposedChange.FromJson(row.Payload)
            : LedgerDecisions.CheckText(cleaned, CommentLengthMax, "comment") is { } problem ? problem
            : ProposedChange.FromJson(row.Payload);
    }

    private static Problem? FindObstacle(ProposedChange change, IReadOnlyList<ProposalRow> open, SignedInPerson actor) =>
        change.SubjectRecordId is { } record && open.FirstOrDefault(row => ProposedChange.FromJson(row.Payload).SubjectRecordId == record) is { } other
            ? new Problem("proposed-already", null, $"Proposal {other.Id} about this record is open. Decide on it first.")
            : CheckRoom(open, actor);

    private static string SubjectOf(long id, ProposedChange change) => $"proposal {id} ({change.Kind}{(change.SubjectFundId is { } fund ? $" {fund}" : string.Empty)})";

    private static Problem? CheckRoom(IReadOnlyList<ProposalRow> open, SignedInPerson actor) =>
        open.Count >= OpenMax ? new Problem("too-many", null, $"{OpenMax} proposals are open. Decide on some of them first.")
        : open.Count(row => row.PersonId == actor.PersonId) >= OpenOfOneMax ? new Problem("too-many", null, $"{OpenOfOneMax} proposals of yours are open. Take some of them back first.")
        : null;

    private static Problem NotOpen => new(DecisionStore.ProposalEndedCode, null, "The proposal has ended meanwhile.");

    private static Problem ProposerGone => new("proposer-gone", null, "Who proposed it may no longer propose. Refuse it, and propose it anew if it is still wanted.");

    private static Problem Unknown(long id) => new("unknown-proposal", null, $"There is no proposal {id}.");
}
