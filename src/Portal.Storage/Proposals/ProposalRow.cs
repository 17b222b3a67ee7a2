using Portal.Storage.People;

namespace Portal.Storage.Proposals;

/// <summary>Something that one person proposed.</summary>
/// <param name="Id">Rises with every new one; pages go by it.</param>
/// <param name="Kind">What would be done.</param>
/// <param name="FundId">The fund it is about; null where it is about none.</param>
/// <param name="Payload">What is proposed, JSON. Never changed.</param>
/// <param name="PersonId">Who proposed it.</param>
/// <param name="Handle">The proposer's public handle.</param>
/// <param name="ProposedAtMs">When, Unix ms.</param>
/// <param name="Status"><see cref="Open"/>, <see cref="Done"/>, <see cref="Refused"/> or <see cref="Withdrawn"/>.</param>
/// <param name="ClosedAtMs">When it ended, Unix ms; null while it is open.</param>
/// <param name="ClosedBy">Handle of who ended it; null while it is open.</param>
/// <param name="LedgerSequence">The ledger entry that came of it; null unless it is done.</param>
public sealed record ProposalRow(
    long Id,
    string Kind,
    string? FundId,
    string Payload,
    string PersonId,
    string Handle,
    long ProposedAtMs,
    string Status,
    long? ClosedAtMs,
    string? ClosedBy,
    long? LedgerSequence)
{
    /// <summary>Status: nobody has ended it.</summary>
    public const string Open = "open";

    /// <summary>Status: approved, and in the ledger.</summary>
    public const string Done = "done";

    /// <summary>Status: an approver said no.</summary>
    public const string Refused = "refused";

    /// <summary>Status: the proposer took it back.</summary>
    public const string Withdrawn = "withdrawn";

    internal const string Columns =
        "id, kind, fund_id, payload, person_id, handle, proposed_at_ms, status, closed_at_ms, closed_by, ledger_sequence";
}

/// <summary>A new proposal, before it has an id.</summary>
/// <param name="Kind">What would be done.</param>
/// <param name="FundId">The fund it is about; null where it is about none.</param>
/// <param name="Payload">What is proposed, JSON.</param>
/// <param name="PersonId">Who proposes it.</param>
/// <param name="Handle">The proposer's public handle.</param>
public sealed record ProposalDraft(string Kind, string? FundId, string Payload, string PersonId, string Handle);

/// <summary>What one person said about a proposal.</summary>
/// <param name="ProposalId">The proposal.</param>
/// <param name="PersonId">Who said it.</param>
/// <param name="Handle">That person's public handle.</param>
/// <param name="Role">What that person may do now.</param>
/// <param name="DisabledAtMs">Since when that person is shut out, Unix ms; null for others.</param>
/// <param name="Verdict"><see cref="Approved"/> or <see cref="Refused"/>.</param>
/// <param name="Comment">In that person's words; may be empty. Not public.</param>
/// <param name="AtMs">When, Unix ms.</param>
public sealed record ProposalVoteRow(
    long ProposalId, string PersonId, string Handle, string Role, long? DisabledAtMs, string Verdict, string Comment, long AtMs)
{
    /// <summary>Verdict: yes.</summary>
    public const string Approved = "approved";

    /// <summary>Verdict: no.</summary>
    public const string Refused = "refused";

    /// <summary>Whether it is a yes of somebody who may still say so.</summary>
    public bool Counts => Verdict == Approved && DisabledAtMs is null && PersonRoleText.Read(Role) >= PersonRole.Approver;
}

/// <summary>What became of a step in a proposal's life.</summary>
public enum ProposalOutcome
{
    /// <summary>It is written.</summary>
    Done,

    /// <summary>The proposal had ended, or there is none.</summary>
    NotOpen,

    /// <summary>This person has said so before.</summary>
    SaidBefore,
}
