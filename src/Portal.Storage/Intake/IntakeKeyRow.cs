namespace Portal.Storage.Intake;

/// <summary>Where a key stands at some time.</summary>
public enum IntakeKeyStanding
{
    /// <summary>It works, until somebody says otherwise.</summary>
    InForce,

    /// <summary>It works until its end, which is set: another key has taken its place.</summary>
    Ending,

    /// <summary>Its end has come.</summary>
    Ended,

    /// <summary>Somebody has revoked it.</summary>
    Revoked,
}

/// <summary>A source's right to send. The secret is derived from the master key and <paramref name="KeyId"/> and stored nowhere.</summary>
/// <param name="KeyId">What the secret is derived from: the source and the generation, <c>source/1</c>.</param>
/// <param name="Source">What the sender puts into X-Portal-Key.</param>
/// <param name="Generation">1 for a source's first key, one more for each after it.</param>
/// <param name="CreatedAtMs">When it was made, Unix ms.</param>
/// <param name="RevokedAtMs">When it was revoked, Unix ms; null while nobody has revoked it.</param>
/// <param name="EndsAtMs">From when on it no longer works by itself, Unix ms; null when it has no end.</param>
/// <param name="LastUsedAtMs">When a request was last signed with it, some seconds behind, Unix ms; null when none ever was.</param>
public sealed record IntakeKeyRow(
    string KeyId, string Source, long Generation, long CreatedAtMs, long? RevokedAtMs, long? EndsAtMs = null, long? LastUsedAtMs = null)
{
    internal const string Columns = "key_id, source, generation, created_at_ms, revoked_at_ms, ends_at_ms, last_used_at_ms";

    /// <summary>Where it stands.</summary>
    public IntakeKeyStanding StandingAt(DateTimeOffset now) =>
        RevokedAtMs is not null ? IntakeKeyStanding.Revoked
        : EndsAtMs is not { } end ? IntakeKeyStanding.InForce
        : end > now.ToUnixTimeMilliseconds() ? IntakeKeyStanding.Ending
        : IntakeKeyStanding.Ended;

    /// <summary>Whether a request may be signed with it.</summary>
    public bool WorksAt(DateTimeOffset now) => StandingAt(now) is IntakeKeyStanding.InForce or IntakeKeyStanding.Ending;
}
