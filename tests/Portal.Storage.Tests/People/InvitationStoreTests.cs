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
        var row = MakePerson.Row("alice");
        var invitation = MakePerson.Invitation(row.Email);
        await invitations.AddAsync(invitation, MakePerson.Audit(), Cancellation);

        Assert.Equal((InvitationOutcome.Done, row.PersonId), await invitations.AcceptAsync(invitation, row, [], MakePerson.Audit(), Cancellation));
        Assert.Null(await invitations.FindOpenAsync(invitation.TokenHash, MakePerson.Now, Cancellation));
        Assert.Equal((InvitationOutcome.EmailTaken, null), await invitations.AcceptAsync(invitation, row, [], MakePerson.Audit(), Cancellation));
        Assert.Equal(InvitationOutcome.EmailTaken, await invitations.AddAsync(MakePerson.Invitation(row.Email, token: "again"), MakePerson.Audit(), Cancellation));
    }

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Engines))]
    public async Task Of_many_who_accept_at_once_one_does(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var invitation = MakePerson.Invitation("alice@example.org");
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
        Assert.Equal(1, await test.CountAsync("person"));
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
            (InvitationOutcome.NotOpen, null),
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
        await new PasskeyStore(test.Database).AddOrUpdateAsync(PeopleStoresTests.Passkey(alice.PersonId), Cancellation);
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
            (InvitationOutcome.Done, alice.PersonId),
            await invitations.AcceptAsync(invitation, renewed, [MakePerson.Hash("new code")], MakePerson.Audit(), Cancellation));

        var stored = await new PersonStore(test.Database).FindAsync(alice.PersonId, Cancellation);
        Assert.Equal(("alice", "owner", "new", "stamp-2"), (stored!.Handle, stored.Role, stored.PasswordHash, stored.SecurityStamp));
        Assert.Empty(await new PasskeyStore(test.Database).ReadAsync(alice.PersonId, Cancellation));
        var codes = new RecoveryCodeStore(test.Database);
        Assert.False(await codes.TryUseAsync(alice.PersonId, MakePerson.Hash("old code"), MakePerson.Now, Cancellation));
        Assert.True(await codes.TryUseAsync(alice.PersonId, MakePerson.Hash("new code"), MakePerson.Now, Cancellation));
    }
}
