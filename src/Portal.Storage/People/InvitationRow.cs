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
public sealed record InvitationRow(
    byte[] TokenHash,
    string Email,
    string NormalizedEmail,
    string Role,
    string InvitedBy,
    long CreatedAtMs,
    long ExpiresAtMs,
    long? UsedAtMs,
    long? WithdrawnAtMs)
{
    internal const string Columns = "token_hash, email, normalized_email, role, invited_by, created_at_ms, expires_at_ms, used_at_ms, withdrawn_at_ms";
}

/// <summary>What came of an invitation.</summary>
public enum InvitationOutcome
{
    /// <summary>It took effect.</summary>
    Done,

    /// <summary>It is unknown, used, withdrawn or too old.</summary>
    NotOpen,

    /// <summary>There is a person with this e-mail address. The command line alone may give one new credentials.</summary>
    EmailTaken,

    /// <summary>There is a person with this handle.</summary>
    HandleTaken,
}
