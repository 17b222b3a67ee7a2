using Portal.Storage.Database;
using Portal.Storage.People;

namespace Portal.Storage.Tests.People;

public sealed class InvitationStoreTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<SqlEngine> Engines => TestDatabase.Engines;

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task An_invitation_is_accepted_once(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var invitations = new InvitationStore(test.Database);
        await MakePerson.AddAsync(test.Database, "olga");
        var row = MakePerson.Row("alice");
        var invitation = MakePerson.Invitation(row.Email, by: "olga");
        await invitations.AddAsync(invitation, MakePerson.Audit(), Cancellation);

        Assert.Equal(new AcceptedInvitation(InvitationOutcome.Done, row.PersonId), await invitations.AcceptAsync(invitation, row, [], MakePerson.Audit(), Cancellation));
        Assert.Null(await invitations.FindOpenAsync(invitation.TokenHash, MakePerson.Now, Cancellation));
        Assert.Equal(new AcceptedInvitation(InvitationOutcome.EmailTaken), await invitations.AcceptAsync(invitation, row, [], MakePerson.Audit(), Cancellation));
        Assert.Equal(InvitationOutcome.EmailTaken, await invitations.AddAsync(MakePerson.Invitation(row.Email, by: "olga", token: "again"), MakePerson.Audit(), Cancellation));
    }

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Engines))]
    public async Task Of_many_who_accept_at_once_one_does(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        await MakePerson.AddAsync(test.Database, "olga");
        var invitation = MakePerson.Invitation("alice@example.org", by: "olga");
        await new InvitationStore(test.Database).AddAsync(invitation, MakePerson.Audit(), Cancellation);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(number => Task.Run(
            async () => (await new InvitationStore(test.OpenAgain()).AcceptAsync(
                invitation,
                MakePerson.Row($"alice-{number}") with { Email = invitation.Email, NormalizedEmail = invitation.NormalizedEmail },
                [],
                MakePerson.Audit(),
                Cancellation)).Outcome,
            Cancellation)));

        Assert.Single(outcomes, InvitationOutcome.Done);
        Assert.Equal(2, await test.CountAsync("person"));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task An_old_a_withdrawn_and_a_replaced_invitation_are_worth_nothing(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var invitations = new InvitationStore(test.Database);
        var first = MakePerson.Invitation("alice@example.org", token: "first");
        var second = MakePerson.Invitation("alice@example.org", token: "second");
        await invitations.AddAsync(first, MakePerson.Audit(), Cancellation);
        await invitations.AddAsync(second, MakePerson.Audit(), Cancellation);

        Assert.Null(await invitations.FindOpenAsync(first.TokenHash, MakePerson.Now, Cancellation));
        Assert.NotNull(await invitations.FindOpenAsync(second.TokenHash, MakePerson.Now.AddHours(23), Cancellation));
        Assert.Null(await invitations.FindOpenAsync(second.TokenHash, MakePerson.Now.AddHours(24), Cancellation));
        Assert.Single(await invitations.ReadOpenAsync(MakePerson.Now, Cancellation));

        Assert.Equal(InvitationOutcome.Done, await invitations.WithdrawAsync(second.NormalizedEmail, MakePerson.Audit(), Cancellation));
        Assert.Equal(InvitationOutcome.NotOpen, await invitations.WithdrawAsync(second.NormalizedEmail, MakePerson.Audit(), Cancellation));
        Assert.Equal(
            new AcceptedInvitation(InvitationOutcome.NotOpen),
            await invitations.AcceptAsync(second, MakePerson.Row("alice"), [], MakePerson.Audit(), Cancellation));
        Assert.Equal(0, await test.CountAsync("person"));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Whoever_has_the_machine_may_give_a_person_new_credentials(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var invitations = new InvitationStore(test.Database);
        var alice = await MakePerson.AddAsync(test.Database, "alice", PersonRole.Viewer, "old code");
        await new PasskeyStore(test.Database).AddAsync(PeopleStoresTests.Passkey(alice.PersonId), MakePerson.Audit(), Cancellation);
        var invitation = MakePerson.Invitation(alice.Email, PersonRole.Owner, InvitationStore.CommandLine, "anew");
        Assert.Equal(InvitationOutcome.Done, await invitations.AddAsync(invitation, MakePerson.Audit(), Cancellation));
        var renewed = MakePerson.Row("whatever") with
        {
            Email = alice.Email,
            NormalizedEmail = alice.NormalizedEmail,
            PasswordHash = "new",
            SecurityStamp = "stamp-2",
            Role = "owner",
        };

        Assert.Equal(
            new AcceptedInvitation(InvitationOutcome.Done, alice.PersonId),
            await invitations.AcceptAsync(invitation, renewed, [MakePerson.Hash("new code")], MakePerson.Audit(), Cancellation));

        var stored = await new PersonStore(test.Database).FindAsync(alice.PersonId, Cancellation);
        Assert.Equal(("alice", "owner", "new", "stamp-2"), (stored!.Handle, stored.Role, stored.PasswordHash, stored.SecurityStamp));
        Assert.Empty(await new PasskeyStore(test.Database).ReadAsync(alice.PersonId, Cancellation));
        var codes = new RecoveryCodeStore(test.Database);
        Assert.False(await codes.TryUseAsync(alice.PersonId, MakePerson.Hash("old code"), MakePerson.Now, Cancellation));
        Assert.True(await codes.TryUseAsync(alice.PersonId, MakePerson.Hash("new code"), MakePerson.Now, Cancellation));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task An_invitation_counts_while_its_inviter_is_an_owner_who_may_enter(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        await MakePerson.AddAsync(test.Database, "olga");
        var (alice, carol) = (await MakePerson.AddAsync(test.Database, "alice"), await MakePerson.AddAsync(test.Database, "carol"));
        var (invitations, people) = (new InvitationStore(test.Database), new PersonStore(test.Database));
        var first = MakePerson.Invitation("fallback@example.org", by: "alice", token: "first");
        var second = MakePerson.Invitation("other@example.org", by: "carol", token: "second");
        await invitations.AddAsync(first, MakePerson.Audit(), Cancellation);
        await invitations.AddAsync(second, MakePerson.Audit(), Cancellation);
        Assert.NotNull(await invitations.FindOpenAsync(first.TokenHash, MakePerson.Now, Cancellation));

        await people.DisableAsync(MakePerson.Change(alice, "olga"), Cancellation);
        await people.SetRoleAsync(MakePerson.Change(carol, "olga"), PersonRole.Approver, Cancellation);

        foreach (var invitation in (InvitationRow[])[first, second])
        {
            Assert.Null(await invitations.FindOpenAsync(invitation.TokenHash, MakePerson.Now, Cancellation));

            // As for somebody who has had the page open since before.
            Assert.Equal(
                new AcceptedInvitation(InvitationOutcome.NotOpen), await invitations.AcceptAsync(invitation, MakePerson.Row("fallback"), [], MakePerson.Audit(), Cancellation));
        }

        Assert.Equal(3, await test.CountAsync("person"));
        Assert.Equal(InvitationOutcome.NotOwner, await invitations.AddAsync(MakePerson.Invitation("third@example.org", by: "alice", token: "third"), MakePerson.Audit(), Cancellation));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Not_even_the_command_line_makes_the_last_owner_a_viewer(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var invitations = new InvitationStore(test.Database);
        var alice = await MakePerson.AddAsync(test.Database, "alice");
        var lesser = MakePerson.Invitation(alice.Email, PersonRole.Viewer, token: "lesser");
        await invitations.AddAsync(lesser, MakePerson.Audit(), Cancellation);

        Assert.Equal(new AcceptedInvitation(InvitationOutcome.LastOwner), await invitations.AcceptAsync(lesser, alice, [], MakePerson.Audit(), Cancellation));
        Assert.Equal("owner", (await new PersonStore(test.Database).FindAsync(alice.PersonId, Cancellation))!.Role);

        await MakePerson.AddAsync(test.Database, "olga");
        Assert.Equal(InvitationOutcome.Done, (await invitations.AcceptAsync(lesser, alice, [], MakePerson.Audit(), Cancellation)).Outcome);
        Assert.Equal("viewer", (await new PersonStore(test.Database).FindAsync(alice.PersonId, Cancellation))!.Role);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Who_follows_an_owners_link_to_reset_a_sign_in_is_a_viewer_until_a_third_confirms(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var (invitations, people) = (new InvitationStore(test.Database), new PersonStore(test.Database));
        await MakePerson.AddAsync(test.Database, "alice");
        var bob = await MakePerson.AddAsync(test.Database, "bob", PersonRole.Approver);
        var link = MakePerson.Invitation(bob.Email, PersonRole.Approver, "alice", "link");
        Assert.Equal(InvitationOutcome.NobodyToConfirm, await invitations.AddRenewalAsync(link, "stamp-2", MakePerson.Audit(), Cancellation));
        Assert.Equal("stamp-1", (await people.FindAsync(bob.PersonId, Cancellation))!.SecurityStamp);

        await MakePerson.AddAsync(test.Database, "olga");
        Assert.Equal(InvitationOutcome.NobodyToRenew, await invitations.AddRenewalAsync(MakePerson.Invitation("alice@example.org", by: "alice", token: "own"), "stamp-2", MakePerson.Audit(), Cancellation));
        Assert.Equal(InvitationOutcome.Done, await invitations.AddRenewalAsync(link, "stamp-2", MakePerson.Audit(), Cancellation));
        Assert.Equal("stamp-2", (await people.FindAsync(bob.PersonId, Cancellation))!.SecurityStamp);
        var open = (await invitations.FindOpenAsync(link.TokenHash, MakePerson.Now, Cancellation))!;
        var renewed = bob with { PasswordHash = "new", SecurityStamp = "stamp-3" };

        Assert.Equal(
            new AcceptedInvitation(InvitationOutcome.Done, bob.PersonId, IsWaiting: true), await invitations.AcceptAsync(open, renewed, [], MakePerson.Audit(), Cancellation));

        Assert.Equal(("viewer", "new"), ((await people.FindAsync(bob.PersonId, Cancellation))!.Role, (await people.FindAsync(bob.PersonId, Cancellation))!.PasswordHash));
        var grants = new RoleGrantStore(test.Database);
        var grant = Assert.Single(await grants.ReadOpenAsync(Cancellation), grant => grant.PersonId == bob.PersonId);
        Assert.Equal(("approver", "renewed", "alice", "waiting"), (grant.Role, grant.Reason, grant.GivenBy, grant.Status));
        Assert.Equal(RoleGrantOutcome.Done, await grants.ConfirmAsync(grant.Id, "stamp-4", string.Empty, MakePerson.Audit(by: "olga"), Cancellation));
        Assert.Equal("approver", (await people.FindAsync(bob.PersonId, Cancellation))!.Role);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_link_to_reset_a_sign_in_opens_nothing_once_the_person_is_shut_out(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var invitations = new InvitationStore(test.Database);
        await MakePerson.AddAsync(test.Database, "alice");
        await MakePerson.AddAsync(test.Database, "olga");
        var bob = await MakePerson.AddAsync(test.Database, "bob", PersonRole.Approver);
        var link = MakePerson.Invitation(bob.Email, PersonRole.Approver, "alice", "link") with { IsRenewal = 1 };
        await invitations.AddRenewalAsync(link, "stamp-2", MakePerson.Audit(), Cancellation);

        await new PersonStore(test.Database).DisableAsync(MakePerson.Change(bob, "olga"), Cancellation);

        Assert.Equal(new AcceptedInvitation(InvitationOutcome.NotOpen), await invitations.AcceptAsync(link, bob, [], MakePerson.Audit(), Cancellation));
    }
}
