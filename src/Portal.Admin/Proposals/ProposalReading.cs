using System.Collections.Immutable;
using System.Text;
using Portal.Admin.Sessions;
using Portal.Settlement;
using Portal.Settlement.Ledger;
using Portal.Storage.Ledger;
using Portal.Storage.People;
using Portal.Storage.Proposals;

namespace Portal.Admin.Proposals;

/// <summary>What proposals there are, how they stand, and what they would do now.</summary>
public sealed class ProposalReading(
    CurrentPerson current, ProposalStore proposals, PersonStore people, LedgerPositions positions, ApprovalRules rules, ProposalSources sources, TimeProvider clock)
{
    /// <summary>Those that are open, newest first.</summary>
    /// <exception cref="NotAllowedException">Nobody is signed in.</exception>
    public async Task<IReadOnlyList<ProposalRow>> ReadOpenAsync(CancellationToken cancellation)
    {
        await RequireInsideAsync(cancellation);
        return await proposals.ReadOpenAsync(ProposalStore.PageMax, cancellation);
    }

    /// <summary>How many wait for the person who is signed in; none for those who decide on nothing. Looking is no activity.</summary>
    public async Task<long> CountWaitingAsync(CancellationToken cancellation) =>
        await current.FindAsync(cancellation) is { } person && person.May(PersonRole.Approver)
            ? await proposals.CountWaitingAsync(person.PersonId, cancellation)
            : 0;

    /// <summary>A page of all of them, newest first.</summary>
    /// <exception cref="NotAllowedException">Nobody is signed in.</exception>
    public async Task<IReadOnlyList<ProposalRow>> ReadPageAsync(long? before, int limit, CancellationToken cancellation)
    {
        await RequireInsideAsync(cancellation);
        return await proposals.ReadPageAsync(before, limit, cancellation);
    }

    /// <summary>One proposal with everything that is needed to decide on it; null when there is none.</summary>
    /// <exception cref="NotAllowedException">Nobody is signed in.</exception>
    public async Task<ProposalView?> FindAsync(long id, CancellationToken cancellation)
    {
        var person = await RequireInsideAsync(cancellation);
        if (await proposals.FindAsync(id, cancellation) is not { } row)
        {
            return null;
        }

        var change = ProposedChange.FromJson(row.Payload);
        var standing = await StandingAsync(id, cancellation);
        var isOpen = row.Status == ProposalRow.Open;
        var preview = isOpen ? await TryAsync(change, new Signatures(row.Handle, standing.Approvers), cancellation) : (Checked<ProposalPreview>?)null;
        return new ProposalView(row, change, await proposals.ReadVotesAsync(id, cancellation), preview)
        {
            IsProposerStill = standing.IsProposerStill,
            Approvers = standing.Approvers,
            IsOwn = row.PersonId == person.PersonId,
            MayDecide = isOpen && row.PersonId != person.PersonId && person.May(PersonRole.Approver),
            HasApproved = standing.Approvers.Contains(person.Handle),
        };
    }

    /// <summary>How the ledger stands.</summary>
    /// <exception cref="NotAllowedException">Nobody is signed in.</exception>
    public async Task<LedgerState> ReadLedgerAsync(CancellationToken cancellation)
    {
        await RequireInsideAsync(cancellation);
        return (await positions.ReadAsync(cancellation)).State;
    }

    /// <summary>Now, in whole milliseconds as the ledger counts.</summary>
    internal static DateTimeOffset Now(TimeProvider clock) => DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>Who stands behind a proposal at this moment: those alone who still have the role that it takes.</summary>
    internal async Task<ProposalStanding> StandingAsync(long id, CancellationToken cancellation)
    {
        var row = (await proposals.FindAsync(id, cancellation))!;
        var proposer = await people.FindAsync(row.PersonId, cancellation);
        var votes = await proposals.ReadVotesAsync(id, cancellation);
        return new ProposalStanding(
            row.Handle,
            proposer is { DisabledAtMs: null } && PersonRoleText.Read(proposer.Role) >= PersonRole.Proposer,
            [
                .. votes
                    .Where(static vote => vote.Counts)
                    .Select(static vote => vote.Handle),
            ]);
    }

    /// <summary>Makes the entries on a fork of the ledger as it stands, or says why they can't be made.</summary>
    internal async Task<Checked<ProposalPreview>> TryAsync(ProposedChange change, Signatures signatures, CancellationToken cancellation)
    {
        var (state, now) = ((await positions.ReadAsync(cancellation)).State, Now(clock));
        var needed = await rules.NeededAsync(change, state, now, cancellation);
        var facts = await change.FactsAsync(sources, state, cancellation);
        var fork = state.Fork();
        var decided = await change.DecideAsync(sources, fork, signatures.ForPreview(), now, cancellation);
        if (decided.Problem is { } problem)
        {
            return problem;
        }

        var entries = decided.Value.WithJudgements(fork);
        return new ProposalPreview([.. facts, .. change.FactsOf(entries), .. entries.Select(static entry => entry.Body).OfType<AdlChanged>().Select(OfAdl)], needed, [.. entries.Select(static entry => Encoding.UTF8.GetString(entry.ToBytes()))]);
    }

    private static ChangeFact OfAdl(AdlChanged change) =>
        new("Auto-deleveraging", change.Active ? "inactive" : "active", $"{(change.Active ? "starts" : "stops")} ({ChoiceText.Of(change.Cause)})");

    private Task<SignedInPerson> RequireInsideAsync(CancellationToken cancellation) => current.RequireAsync(PersonRole.Viewer, cancellation);
}

/// <summary>Who stands behind a proposal.</summary>
/// <param name="Proposer">Public handle of who proposed it.</param>
/// <param name="IsProposerStill">Whether that person still may propose.</param>
/// <param name="Approvers">Public handles of those who approved it and still may.</param>
internal sealed record ProposalStanding(string Proposer, bool IsProposerStill, ImmutableArray<string> Approvers);

/// <summary>What a change would do on the ledger as it stands.</summary>
/// <param name="Facts">For people.</param>
/// <param name="ApprovalsNeeded">How many have to approve it.</param>
/// <param name="Entries">The entries as they would be written, in their canonical form.</param>
public sealed record ProposalPreview(ImmutableArray<ChangeFact> Facts, int ApprovalsNeeded, ImmutableArray<string> Entries);

/// <summary>A proposal, as the person who looks at it needs it.</summary>
/// <param name="Row">What is stored.</param>
/// <param name="Change">What is proposed.</param>
/// <param name="Votes">What was said.</param>
/// <param name="Preview">What it would do now, or why it can't be done; null when it has ended.</param>
public sealed record ProposalView(ProposalRow Row, ProposedChange Change, IReadOnlyList<ProposalVoteRow> Votes, Checked<ProposalPreview>? Preview)
{
    /// <summary>Whether who proposed it still may.</summary>
    public bool IsProposerStill { get; init; }

    /// <summary>Public handles of those whose approval counts.</summary>
    public ImmutableArray<string> Approvers { get; init; } = [];

    /// <summary>Whether the person who looks proposed it.</summary>
    public bool IsOwn { get; init; }

    /// <summary>Whether the person who looks may approve or refuse it.</summary>
    public bool MayDecide { get; init; }

    /// <summary>Whether the person who looks has approved it.</summary>
    public bool HasApproved { get; init; }
}
