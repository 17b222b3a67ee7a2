namespace Portal.Storage.People;

/// <summary>A key that a person's device or security key holds.</summary>
/// <param name="PersonId">Whose.</param>
/// <param name="CredentialId">1 to 1023 bytes, chosen by the device.</param>
/// <param name="Name">What the person calls it; null when it has no name.</param>
/// <param name="PublicKey">In COSE form.</param>
/// <param name="SignCount">The device's counter at its last use; a device without one says 0.</param>
/// <param name="Transports">How it is reached, separated by commas; may be empty.</param>
/// <param name="IsUserVerified">1 when the device asked for a finger, a face or a PIN.</param>
/// <param name="IsBackupEligible">1 when the device may keep a copy elsewhere.</param>
/// <param name="IsBackedUp">1 when it does.</param>
/// <param name="AttestationObject">As the device sent it.</param>
/// <param name="ClientDataJson">As the browser sent it.</param>
/// <param name="CreatedAtMs">When it was added, Unix ms.</param>
/// <param name="LastUsedAtMs">When somebody last signed in with it, Unix ms; null before that.</param>
public sealed record PasskeyRow(
    string PersonId,
    byte[] CredentialId,
    string? Name,
    byte[] PublicKey,
    long SignCount,
    string Transports,
    long IsUserVerified,
    long IsBackupEligible,
    long IsBackedUp,
    byte[] AttestationObject,
    byte[] ClientDataJson,
    long CreatedAtMs,
    long? LastUsedAtMs)
{
    internal const string Columns = """
        person_id, credential_id, name, public_key, sign_count, transports, is_user_verified, is_backup_eligible, is_backed_up,
        attestation_object, client_data_json, created_at_ms, last_used_at_ms
        """;
}
