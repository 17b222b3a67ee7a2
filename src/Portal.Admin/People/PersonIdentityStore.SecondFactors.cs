using Microsoft.AspNetCore.Identity;
using Portal.Admin.SecondFactors;
using Portal.Storage.People;

namespace Portal.Admin.People;

/// <content>Authenticator keys, recovery codes and passkeys.</content>
public sealed partial class PersonIdentityStore
    : IUserTwoFactorStore<Person>, IUserAuthenticatorKeyStore<Person>, IUserTwoFactorRecoveryCodeStore<Person>, IUserPasskeyStore<Person>
{
    /// <inheritdoc/>
    public Task SetTwoFactorEnabledAsync(Person user, bool enabled, CancellationToken cancellationToken)
    {
        user.Row = user.Row with { TwoFactorEnabled = enabled ? 1 : 0 };
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<bool> GetTwoFactorEnabledAsync(Person user, CancellationToken cancellationToken) => Task.FromResult(user.Row.TwoFactorEnabled == 1);

    /// <inheritdoc/>
    public Task SetAuthenticatorKeyAsync(Person user, string key, CancellationToken cancellationToken)
    {
        user.Row = user.Row with { AuthenticatorKey = keys.Protect(key) };
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<string?> GetAuthenticatorKeyAsync(Person user, CancellationToken cancellationToken) =>
        Task.FromResult(user.Row.AuthenticatorKey is { } stored ? keys.Unprotect(stored) : null);

    /// <inheritdoc/>
    public Task ReplaceCodesAsync(Person user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Recovery codes are replaced together with a row of the audit.");

    /// <inheritdoc/>
    public Task<bool> RedeemCodeAsync(Person user, string code, CancellationToken cancellationToken) =>
        codes.TryUseAsync(user.Row.PersonId, RecoveryCodes.HashOf(code), clock.GetUtcNow(), cancellationToken);

    /// <inheritdoc/>
    public Task<int> CountCodesAsync(Person user, CancellationToken cancellationToken) => codes.CountAsync(user.Row.PersonId, cancellationToken);

    /// <inheritdoc/>
    /// <remarks>Of one that is there: a new one is added together with a row of the audit.</remarks>
    public Task AddOrUpdatePasskeyAsync(Person user, UserPasskeyInfo passkey, CancellationToken cancellationToken) =>
        passkeys.UpdateAsync(RowOf(user.Row.PersonId, passkey), cancellationToken);

    /// <inheritdoc/>
    public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(Person user, CancellationToken cancellationToken) =>
        [.. (await passkeys.ReadAsync(user.Row.PersonId, cancellationToken)).Select(InfoOf)];

    /// <inheritdoc/>
    public async Task<Person?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) =>
        await passkeys.FindAsync(credentialId, cancellationToken) is { } row ? await FindByIdAsync(row.PersonId, cancellationToken) : null;

    /// <inheritdoc/>
    public async Task<UserPasskeyInfo?> FindPasskeyAsync(Person user, byte[] credentialId, CancellationToken cancellationToken) =>
        await passkeys.FindAsync(credentialId, cancellationToken) is { } row && row.PersonId == user.Row.PersonId ? InfoOf(row) : null;

    /// <inheritdoc/>
    public Task RemovePasskeyAsync(Person user, byte[] credentialId, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Passkeys are removed together with a row of the audit.");

    /// <summary>A passkey as it is stored.</summary>
    internal static PasskeyRow RowOf(string personId, UserPasskeyInfo passkey) => new(
        personId,
        passkey.CredentialId,
        passkey.Name,
        passkey.PublicKey,
        passkey.SignCount,
        string.Join(',', passkey.Transports ?? []),
        passkey.IsUserVerified ? 1 : 0,
        passkey.IsBackupEligible ? 1 : 0,
        passkey.IsBackedUp ? 1 : 0,
        passkey.AttestationObject,
        passkey.ClientDataJson,
        passkey.CreatedAt.ToUnixTimeMilliseconds(),
        LastUsedAtMs: null);

    private static UserPasskeyInfo InfoOf(PasskeyRow row) => new(
        row.CredentialId,
        row.PublicKey,
        DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAtMs),
        (uint)row.SignCount,
        row.Transports.Length == 0 ? null : row.Transports.Split(','),
        row.IsUserVerified == 1,
        row.IsBackupEligible == 1,
        row.IsBackedUp == 1,
        row.AttestationObject,
        row.ClientDataJson)
    {
        Name = row.Name,
    };
}
