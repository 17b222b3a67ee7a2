namespace Portal.Storage.People;

/// <summary>The right to become a person, once.</summary>
/// <param name="TokenHash">SHA-256 of the link's token.</param>
/// <param name="Email">Whom it is for.</param>
/// <param name="NormalizedEmail">In upper case.</param>
/// <param name="Role">As in <see cref="PersonRoleText"/>.</param>
/// <param name="InvitedBy">The inviter's handle; <see cref="InvitationStore.CommandLine"/> for the command line.</param>
/// <param name="CreatedAtMs">Unix ms.</param>
/// <param name="ExpiresAtMs">From when on it is worth nothing, Unix ms.</param>
/// <param name="UsedAtMs">When it was accepted, Unix ms; null before that.</param>
/// <param name="WithdrawnAtMs">When it was withdrawn or replaced, Unix ms; null when it was not.</param>
/// <param name="IsRenewal">1 when an owner made it for somebody who is there already and needs another password and second factor.</param>
public sealed record InvitationRow(
    byte[] TokenHash,
    string Email,
    string NormalizedEmail,
    string Role,
    string InvitedBy,
    long CreatedAtMs,
    long ExpiresAtMs,
    long? UsedAtMs,
    long? WithdrawnAtMs,
    long IsRenewal = 0)
{
    internal const string Columns = "token_hash, email, normalized_email, role, invited_by, created_at_ms, expires_at_ms, used_at_ms, withdrawn_at_ms, is_renewal";
}

/// <summary>What came of an invitation.</summary>
public enum InvitationOutcome
{
    /// <summary>It took effect.</summary>
    Done,

    /// <summary>It is unknown, used, withdrawn or too old, or its inviter is no owner any more.</summary>
    NotOpen,

    /// <summary>There is a person with this e-mail address. The command line alone may give one new credentials.</summary>
    EmailTaken,

    /// <summary>There is a person with this handle.</summary>
    HandleTaken,

    /// <summary>Who wanted to invite is no owner any more.</summary>
    NotOwner,

    /// <summary>There is nobody with this address who may enter, or it is the inviter.</summary>
    NobodyToRenew,

    /// <summary>No owner besides the inviter and the person could confirm who holds the link. The command line may make one.</summary>
    NobodyToConfirm,

    /// <summary>Nobody would be left who may give roles.</summary>
    LastOwner,
}

/// <summary>What came of accepting an invitation.</summary>
/// <param name="Outcome">Whether it took effect.</param>
/// <param name="PersonId">Who was made or renewed; null when nobody was.</param>
/// <param name="IsWaiting">Whether the person is a viewer until another owner confirms the role.</param>
public sealed record AcceptedInvitation(InvitationOutcome Outcome, string? PersonId = null, bool IsWaiting = false);
