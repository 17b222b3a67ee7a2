namespace Portal.Storage.Intake;

/// <summary>A source's right to send. The secret is derived from the master key and <paramref name="KeyId"/> and stored nowhere.</summary>
/// <param name="KeyId">What the secret is derived from: the source and the generation, <c>source/1</c>.</param>
/// <param name="Source">What the sender puts into X-Portal-Key.</param>
/// <param name="Generation">1 for a source's first key, one more for each after it.</param>
/// <param name="CreatedAtMs">When it was made, Unix ms.</param>
/// <param name="RevokedAtMs">When it was revoked, Unix ms; null while it holds.</param>
public sealed record IntakeKeyRow(string KeyId, string Source, long Generation, long CreatedAtMs, long? RevokedAtMs);
