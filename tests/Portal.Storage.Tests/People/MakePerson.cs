using System.Security.Cryptography;
using System.Text;
using Portal.Storage.Audit;
using Portal.Storage.Database;
using Portal.Storage.People;

namespace Portal.Storage.Tests.People;

/// <summary>People and what belongs to them, for tests.</summary>
internal static class MakePerson
{
    public static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeMilliseconds(Make.StartMs);

    public static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    public static AuditDraft Audit(string action = "test.done", string subject = "nothing", string by = InvitationStore.CommandLine) => new(Now, by, "local", action, subject);

    public static InvitationRow Invitation(string email, PersonRole role = PersonRole.Owner, string by = InvitationStore.CommandLine, string token = "token") => new(
        Hash(token), email, email.ToUpperInvariant(), PersonRoleText.Of(role), by, Make.StartMs, Now.AddHours(24).ToUnixTimeMilliseconds(), null, null);

    public static PersonRow Row(string handle, PersonRole role = PersonRole.Owner) => new(
        Convert.ToHexStringLower(Hash(handle).AsSpan(0, 16)),
        $"{handle}@example.org",
        $"{handle}@example.org".ToUpperInvariant(),
        handle,
        handle.ToUpperInvariant(),
        PersonRoleText.Of(role),
        "hash",
        "stamp-1",
        "seen-1",
        "key",
        1,
        null,
        0,
        null,
        Make.StartMs,
        null);

    /// <summary>A change that somebody makes to a person's standing.</summary>
    public static PersonChange Change(PersonRow person, string by = InvitationStore.CommandLine) => new(person.PersonId, $"stamp-{Guid.NewGuid()}", Audit(subject: person.Handle, by: by));

    /// <summary>A person whom the command line has invited and who has accepted.</summary>
    public static async Task<PersonRow> AddAsync(PortalDatabase database, string handle, PersonRole role = PersonRole.Owner, params string[] codes)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var invitations = new InvitationStore(database);
        var row = Row(handle, role);
        var invitation = Invitation(row.Email, role, token: handle);
        Assert.Equal(InvitationOutcome.Done, await invitations.AddAsync(invitation, Audit(), cancellation));
        Assert.Equal(
            new AcceptedInvitation(InvitationOutcome.Done, row.PersonId), await invitations.AcceptAsync(invitation, row, [.. codes.Select(Hash)], Audit(), cancellation));
        return row;
    }
}
