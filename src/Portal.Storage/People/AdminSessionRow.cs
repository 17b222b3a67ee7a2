namespace Portal.Storage.People;

/// <summary>Somebody's stay in the operators' half.</summary>
/// <param name="SessionHash">SHA-256 of what the cookie holds.</param>
/// <param name="PersonId">Whose.</param>
/// <param name="SecurityStamp">The person's stamp at the beginning; another one ends the session.</param>
/// <param name="Method">How the person came in, as in <see cref="SignInRow.Method"/>.</param>
/// <param name="Address">From where.</param>
/// <param name="UserAgent">With what, shortened.</param>
/// <param name="CreatedAtMs">When it began, Unix ms.</param>
/// <param name="LastSeenAtMs">When the person last did something, Unix ms; behind by a minute at most.</param>
/// <param name="EndedAtMs">When it was ended, Unix ms; null while it was not.</param>
public sealed record AdminSessionRow(
    byte[] SessionHash,
    string PersonId,
    string SecurityStamp,
    string Method,
    string Address,
    string UserAgent,
    long CreatedAtMs,
    long LastSeenAtMs,
    long? EndedAtMs);

/// <summary>A session that holds, with the person as he stands now.</summary>
/// <param name="PersonId">Whose.</param>
/// <param name="Email">For operators alone.</param>
/// <param name="Handle">Shown to everybody.</param>
/// <param name="Role">Now, as in <see cref="PersonRoleText"/>.</param>
/// <param name="CreatedAtMs">When the session began, Unix ms.</param>
/// <param name="LastSeenAtMs">When it was last seen, Unix ms.</param>
/// <param name="Method">How it began, as in <see cref="SignInRow.Method"/>.</param>
public sealed record HoldingSessionRow(string PersonId, string Email, string Handle, string Role, long CreatedAtMs, long LastSeenAtMs, string Method);
