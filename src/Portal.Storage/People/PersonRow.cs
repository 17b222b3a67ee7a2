namespace Portal.Storage.People;

/// <summary>One person of the operators' half.</summary>
/// <param name="PersonId">32 lower-case hex digits, random.</param>
/// <param name="Email">As it was invited; shown to operators alone.</param>
/// <param name="NormalizedEmail">In upper case, for finding.</param>
/// <param name="Handle">Shown to everybody in the place of a name; never changes and never passes to somebody else.</param>
/// <param name="NormalizedHandle">In upper case, for finding.</param>
/// <param name="Role">As in <see cref="PersonRoleText"/>.</param>
/// <param name="PasswordHash">Null when there is no password.</param>
/// <param name="SecurityStamp">Changes with everything that ends sessions.</param>
/// <param name="ConcurrencyStamp">Changes with every write of the row by <see cref="PersonStore.TryUpdateAsync"/>.</param>
/// <param name="AuthenticatorKey">The key of the second factor, protected; null when there is none.</param>
/// <param name="TwoFactorEnabled">1 once a code of that key was shown to be right.</param>
/// <param name="LastTotpStep">The newest 30-second step whose code was taken; it and those before it are not taken again.</param>
/// <param name="FailedCount">Attempts since the last success.</param>
/// <param name="LockoutEndMs">Until when no attempt is looked at, Unix ms; null when there were too few.</param>
/// <param name="CreatedAtMs">When the invitation was accepted, Unix ms.</param>
/// <param name="DisabledAtMs">When the person was shut out, Unix ms; null for those who may enter.</param>
public sealed record PersonRow(
    string PersonId,
    string Email,
    string NormalizedEmail,
    string Handle,
    string NormalizedHandle,
    string Role,
    string? PasswordHash,
    string SecurityStamp,
    string ConcurrencyStamp,
    string? AuthenticatorKey,
    long TwoFactorEnabled,
    long? LastTotpStep,
    long FailedCount,
    long? LockoutEndMs,
    long CreatedAtMs,
    long? DisabledAtMs)
{
    internal const string Columns = """
        person_id, email, normalized_email, handle, normalized_handle, role, password_hash, security_stamp, concurrency_stamp,
        authenticator_key, two_factor_enabled, last_totp_step, failed_count, lockout_end_ms, created_at_ms, disabled_at_ms
        """;
}
