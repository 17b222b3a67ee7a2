namespace Portal.Storage.People;

/// <summary>A role above viewer that somebody was given, and what another owner said about it.</summary>
/// <param name="Id">From 1.</param>
/// <param name="PersonId">To whom.</param>
/// <param name="Role">As in <see cref="PersonRoleText"/>.</param>
/// <param name="Reason">One of <see cref="Invited"/>, <see cref="Promoted"/>, <see cref="LetInAgain"/> and <see cref="Renewed"/>.</param>
/// <param name="GivenBy">The giver's handle; <see cref="InvitationStore.CommandLine"/> for the command line.</param>
/// <param name="GivenAtMs">Unix ms.</param>
/// <param name="Status"><see cref="Waiting"/> or <see cref="Alone"/> while it is open; <see cref="Confirmed"/>, <see cref="Refused"/> or <see cref="Fallen"/> after that.</param>
/// <param name="DecidedBy">Who ended it; null while it is open.</param>
/// <param name="DecidedAtMs">When it ended, Unix ms; null while it is open.</param>
/// <param name="Comment">What was said then, for operators alone; may be empty.</param>
public sealed record RoleGrantRow(
    long Id,
    string PersonId,
    string Role,
    string Reason,
    string GivenBy,
    long GivenAtMs,
    string Status,
    string? DecidedBy,
    long? DecidedAtMs,
    string Comment)
{
    /// <summary>It does not count until another owner confirms it.</summary>
    public const string Waiting = "waiting";

    /// <summary>It counts, on the word of one alone.</summary>
    public const string Alone = "alone";

    /// <summary>An owner other than the giver stands behind it.</summary>
    public const string Confirmed = "confirmed";

    /// <summary>Another owner refused it, or its giver took it back.</summary>
    public const string Refused = "refused";

    /// <summary>It has no object any more: its giver is no owner, the person is shut out or has a lesser role, or it was given anew.</summary>
    public const string Fallen = "fallen";

    /// <summary>By an invitation.</summary>
    public const string Invited = "invited";

    /// <summary>To somebody who had a lesser one.</summary>
    public const string Promoted = "promoted";

    /// <summary>To somebody who was shut out.</summary>
    public const string LetInAgain = "let-in-again";

    /// <summary>To somebody whose password and second factor were replaced by a link.</summary>
    public const string Renewed = "renewed";

    internal const string Columns = "id, person_id, role, reason, given_by, given_at_ms, status, decided_by, decided_at_ms, comment";
}

/// <summary>What came of a decision on a role that was given.</summary>
public enum RoleGrantOutcome
{
    /// <summary>It took effect.</summary>
    Done,

    /// <summary>It was decided, fell away, or never was.</summary>
    NotOpen,

    /// <summary>Who decides gave it.</summary>
    OwnGift,

    /// <summary>Who decides would get it.</summary>
    OwnRole,

    /// <summary>Who decides is no owner any more.</summary>
    NotOwner,
}
