using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Admin.Sessions;
using Portal.Storage.Audit;
using Portal.Storage.People;

namespace Portal.Admin.SignIn;

/// <summary>Makes invitations. The link is shown once, to the inviter, who hands it over; no mail is sent and the token is stored nowhere.</summary>
public sealed class InvitationDesk(InvitationStore invitations, TimeProvider clock)
{
    /// <summary>How long an invitation is good.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    private const int TokenBytes = 32;

    /// <summary>Makes one, in the place of an open one for the same address.</summary>
    /// <param name="email">For whom, already checked.</param>
    /// <param name="role">What the person may do then.</param>
    /// <param name="invitedBy">The inviter's handle, or <see cref="InvitationStore.CommandLine"/>.</param>
    /// <param name="address">From where the inviter acts.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The path of the link; null when there is such a person, whom the command line alone may invite anew, or the inviter is no owner any more.</returns>
    public async Task<string?> InviteAsync(string email, PersonRole role, string invitedBy, string address, CancellationToken cancellation)
    {
        var (token, row) = Make(email, role, invitedBy);
        var audit = new AuditDraft(clock.GetUtcNow(), invitedBy, address, "person.invited", email, JsonSerializer.Serialize(new { role = row.Role }));
        return await invitations.AddAsync(row, audit, cancellation) is InvitationOutcome.Done ? PathOf(token) : null;
    }

    /// <summary>Makes the link by which somebody who is there gets another password and second factor, and ends that person's sessions.</summary>
    /// <param name="person">For whom.</param>
    /// <param name="actor">The owner who makes it.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The path of the link when it is done.</returns>
    public async Task<(InvitationOutcome Outcome, string? Path)> RenewAsync(PersonRow person, SignedInPerson actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(person);
        ArgumentNullException.ThrowIfNull(actor);
        var (token, row) = Make(person.Email, PersonRoleText.Read(person.Role) ?? PersonRole.Viewer, actor.Handle);
        var audit = actor.Did(clock.GetUtcNow(), "person.sign-in-reset", person.Handle);
        var outcome = await invitations.AddRenewalAsync(row, Guid.NewGuid().ToString("N"), audit, cancellation);
        return (outcome, outcome is InvitationOutcome.Done ? PathOf(token) : null);
    }

    /// <summary>The invitation that a link's token opens; null unless it can still be accepted.</summary>
    public Task<InvitationRow?> FindAsync(string token, CancellationToken cancellation) =>
        invitations.FindOpenAsync(HashOf(token), clock.GetUtcNow(), cancellation);

    private (string Token, InvitationRow Row) Make(string email, PersonRole role, string invitedBy)
    {
        var token = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(TokenBytes));
        var now = clock.GetUtcNow();
        return (token, new InvitationRow(
            HashOf(token),
            email,
            People.PersonEmail.Normalize(email),
            PersonRoleText.Of(role),
            invitedBy,
            now.ToUnixTimeMilliseconds(),
            (now + Lifetime).ToUnixTimeMilliseconds(),
            UsedAtMs: null,
            WithdrawnAtMs: null));
    }

    private static string PathOf(string token) => $"{AdminArea.Path}/invitation/{token}";

    private static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
