namespace Portal.Storage.Intake;

/// <summary>A key that a request may be signed with at the moment.</summary>
/// <param name="KeyId">What its secret is derived from.</param>
/// <param name="PausedAtMs">Since when the source is paused, Unix ms; null when it is not.</param>
public sealed record AdmittedKeyRow(string KeyId, long? PausedAtMs);
