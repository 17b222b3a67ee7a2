using Microsoft.AspNetCore.Identity;
using Portal.Admin.SecondFactors;
using Portal.Storage.People;

namespace Portal.Admin.People;

/// <summary>Lets ASP.NET Core Identity work on the portal's own stores.</summary>
/// <remarks>
/// Passwords, stamps and second factors are written by <see cref="UpdateAsync"/> when nobody wrote since; counters are changed where they lie, at once.
/// People come by invitation and never go, so neither creating nor deleting is possible here.
/// </remarks>
public sealed partial class PersonIdentityStore(
    PersonStore people, PasskeyStore passkeys, RecoveryCodeStore codes, AuthenticatorKeys keys, TimeProvider clock)
    : IUserPasswordStore<Person>, IUserEmailStore<Person>, IUserSecurityStampStore<Person>, IUserLockoutStore<Person>
{
    /// <inheritdoc/>
    public Task<IdentityResult> CreateAsync(Person user, CancellationToken cancellationToken) =>
        throw new NotSupportedException("People come by invitation.");

    /// <inheritdoc/>
    public Task<IdentityResult> DeleteAsync(Person user, CancellationToken cancellationToken) =>
        throw new NotSupportedException("The ledger names people, so they are shut out and never deleted.");

    /// <inheritdoc/>
    public async Task<IdentityResult> UpdateAsync(Person user, CancellationToken cancellationToken)
    {
        var changed = user.Row with { ConcurrencyStamp = Guid.NewGuid().ToString("N") };
        if (!await people.TryUpdateAsync(changed, user.SeenConcurrencyStamp, cancellationToken))
        {
            return IdentityResult.Failed(new IdentityErrorDescriber().ConcurrencyFailure());
        }

        (user.Row, user.SeenConcurrencyStamp) = (changed, changed.ConcurrencyStamp);
        return IdentityResult.Success;
    }

    /// <inheritdoc/>
    public async Task<Person?> FindByIdAsync(string userId, CancellationToken cancellationToken) => Of(await people.FindAsync(userId, cancellationToken));

    /// <inheritdoc/>
    public async Task<Person?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        Of(await people.FindByEmailAsync(normalizedUserName, cancellationToken));

    /// <inheritdoc/>
    public Task<Person?> FindByEmailAsync(string normalizedEmail, CancellationToken cancellationToken) => FindByNameAsync(normalizedEmail, cancellationToken);

    /// <inheritdoc/>
    public Task<string> GetUserIdAsync(Person user, CancellationToken cancellationToken) => Task.FromResult(user.Row.PersonId);

    /// <inheritdoc/>
    public Task<string?> GetUserNameAsync(Person user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Row.Email);

    /// <inheritdoc/>
    public Task SetUserNameAsync(Person user, string? userName, CancellationToken cancellationToken) =>
        throw new NotSupportedException("The address that somebody was invited with stays.");

    /// <inheritdoc/>
    public Task<string?> GetNormalizedUserNameAsync(Person user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Row.NormalizedEmail);

    /// <inheritdoc/>
    public Task SetNormalizedUserNameAsync(Person user, string? normalizedName, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task SetEmailAsync(Person user, string? email, CancellationToken cancellationToken) => SetUserNameAsync(user, email, cancellationToken);

    /// <inheritdoc/>
    public Task<string?> GetEmailAsync(Person user, CancellationToken cancellationToken) => GetUserNameAsync(user, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> GetEmailConfirmedAsync(Person user, CancellationToken cancellationToken) => Task.FromResult(true);

    /// <inheritdoc/>
    public Task SetEmailConfirmedAsync(Person user, bool confirmed, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<string?> GetNormalizedEmailAsync(Person user, CancellationToken cancellationToken) => GetNormalizedUserNameAsync(user, cancellationToken);

    /// <inheritdoc/>
    public Task SetNormalizedEmailAsync(Person user, string? normalizedEmail, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task SetPasswordHashAsync(Person user, string? passwordHash, CancellationToken cancellationToken)
    {
        user.Row = user.Row with { PasswordHash = passwordHash };
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<string?> GetPasswordHashAsync(Person user, CancellationToken cancellationToken) => Task.FromResult(user.Row.PasswordHash);

    /// <inheritdoc/>
    public Task<bool> HasPasswordAsync(Person user, CancellationToken cancellationToken) => Task.FromResult(user.Row.PasswordHash is not null);

    /// <inheritdoc/>
    public Task SetSecurityStampAsync(Person user, string stamp, CancellationToken cancellationToken)
    {
        user.Row = user.Row with { SecurityStamp = stamp };
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<string?> GetSecurityStampAsync(Person user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Row.SecurityStamp);

    /// <inheritdoc/>
    public Task<DateTimeOffset?> GetLockoutEndDateAsync(Person user, CancellationToken cancellationToken) => Task.FromResult(
        user.Row.LockoutEndMs is { } end ? DateTimeOffset.FromUnixTimeMilliseconds(end) : (DateTimeOffset?)null);

    /// <inheritdoc/>
    public Task SetLockoutEndDateAsync(Person user, DateTimeOffset? lockoutEnd, CancellationToken cancellationToken) =>
        people.SetLockoutAsync(user.Row.PersonId, lockoutEnd, cancellationToken);

    /// <inheritdoc/>
    public async Task<int> IncrementAccessFailedCountAsync(Person user, CancellationToken cancellationToken)
    {
        var taken = await people.TryTakeAttemptAsync(user.Row.PersonId, clock.GetUtcNow(), SignIn.Door.AttemptsMax, SignIn.Door.Lockout, cancellationToken);
        return (int)(taken ?? SignIn.Door.AttemptsMax);
    }

    /// <inheritdoc/>
    public Task ResetAccessFailedCountAsync(Person user, CancellationToken cancellationToken) =>
        people.ClearAttemptsAsync(user.Row.PersonId, cancellationToken);

    /// <inheritdoc/>
    public Task<int> GetAccessFailedCountAsync(Person user, CancellationToken cancellationToken) => Task.FromResult((int)user.Row.FailedCount);

    /// <inheritdoc/>
    public Task<bool> GetLockoutEnabledAsync(Person user, CancellationToken cancellationToken) => Task.FromResult(true);

    /// <inheritdoc/>
    public Task SetLockoutEnabledAsync(Person user, bool enabled, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose()
    {
        // It holds nothing.
    }

    private static Person? Of(PersonRow? row) => row is null ? null : new Person(row);
}
