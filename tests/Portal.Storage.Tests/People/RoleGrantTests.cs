using Portal.Storage.Audit;
using Portal.Storage.Database;
using Portal.Storage.People;

namespace Portal.Storage.Tests.People;

/// <summary>A role above viewer takes two owners, where there are two.</summary>
public sealed class RoleGrantTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<SqlEngine> Engines => TestDatabase.Engines;

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Who_is_invited_by_one_of_two_owners_is_a_viewer_until_the_other_confirms(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        await TwoOwnersAsync(test);
        var bob = await JoinAsync(test, "bob", PersonRole.Approver, by: "alice");
        var grants = new RoleGrantStore(test.Database);
        var grant = Assert.Single(await grants.ReadOpenAsync(Cancellation), static grant => grant.Status == RoleGrantRow.Waiting);

        Assert.Equal("viewer", await RoleOfAsync(test, bob));
        Assert.Equal(("approver", "invited", "alice", bob.PersonId), (grant.Role, grant.Reason, grant.GivenBy, grant.PersonId));
        Assert.Equal(RoleGrantOutcome.OwnGift, await ConfirmAsync(test, grant, "alice"));
        Assert.Equal(RoleGrantOutcome.NotOwner, await ConfirmAsync(test, grant, "bob"));
        Assert.Equal(RoleGrantOutcome.NotOwner, await ConfirmAsync(test, grant, InvitationStore.CommandLine));
        Assert.Equal("viewer", await RoleOfAsync(test, bob));

        Assert.Equal(RoleGrantOutcome.Done, await ConfirmAsync(test, grant, "olga"));

        Assert.Equal("approver", await RoleOfAsync(test, bob));
        Assert.Equal(("confirmed", "olga", "seen"), await EndOfAsync(test, grant));
        Assert.Equal(RoleGrantOutcome.NotOpen, await ConfirmAsync(test, grant, "olga"));
        Assert.Equal("""{"waiting":true}""", await DetailsAsync(test, "joined"));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task What_the_only_owner_gives_counts_at_once_and_stays_marked_until_a_second_owner_confirms(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        await MakePerson.AddAsync(test.Database, "alice");
        var bob = await JoinAsync(test, "bob", PersonRole.Owner, by: "alice");
        var grants = new RoleGrantStore(test.Database);

        Assert.Equal("owner", await RoleOfAsync(test, bob));
        Assert.Equal("""{"alone":true}""", await DetailsAsync(test, "joined"));
        var open = await grants.ReadOpenAsync(Cancellation);
        Assert.Equal([("operator", "alone"), ("alice", "alone")], open.Select(static grant => (grant.GivenBy, grant.Status)));

        Assert.Equal(RoleGrantOutcome.OwnGift, await ConfirmAsync(test, open[1], "alice"));
        Assert.Equal(RoleGrantOutcome.OwnRole, await ConfirmAsync(test, open[1], "bob"));
        Assert.Equal(RoleGrantOutcome.NotOpen, await grants.RefuseAsync(open[1].Id, "no", MakePerson.Audit(by: "alice"), Cancellation));
        Assert.Equal(RoleGrantOutcome.Done, await ConfirmAsync(test, open[0], "bob"));
        Assert.Equal("owner", await RoleOfAsync(test, bob));
        Assert.Single(await grants.ReadOpenAsync(Cancellation));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_higher_role_waits_a_lesser_one_counts_at_once_and_keeps_the_mark(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        await TwoOwnersAsync(test);
        var bob = await MakePerson.AddAsync(test.Database, "bob", PersonRole.Approver);
        var people = new PersonStore(test.Database);

        Assert.Equal(PersonChangeOutcome.Waits, await people.SetRoleAsync(MakePerson.Change(bob, "alice"), PersonRole.Owner, Cancellation));
        Assert.Equal(bob.SecurityStamp, (await people.FindAsync(bob.PersonId, Cancellation))!.SecurityStamp);
        Assert.Equal("approver", await RoleOfAsync(test, bob));

        Assert.Equal(PersonChangeOutcome.Changed, await people.SetRoleAsync(MakePerson.Change(bob, "alice"), PersonRole.Proposer, Cancellation));
        Assert.Equal("proposer", await RoleOfAsync(test, bob));
        Assert.Equal([("proposer", "alone")], await OpenOfAsync(test, bob));

        // Two owners stand behind him once what waits is confirmed, whoever it was that let him in.
        await people.SetRoleAsync(MakePerson.Change(bob, "alice"), PersonRole.Approver, Cancellation);
        var grant = Assert.Single(await new RoleGrantStore(test.Database).ReadOpenAsync(Cancellation), static grant => grant.Status == RoleGrantRow.Waiting);
        Assert.Equal(RoleGrantOutcome.Done, await ConfirmAsync(test, grant, "olga"));
        Assert.Empty(await OpenOfAsync(test, bob));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Who_comes_back_is_a_viewer_until_another_owner_confirms(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        await TwoOwnersAsync(test);
        var bob = await MakePerson.AddAsync(test.Database, "bob", PersonRole.Approver);
        var people = new PersonStore(test.Database);
        await people.DisableAsync(MakePerson.Change(bob, "alice"), Cancellation);
        Assert.Empty(await OpenOfAsync(test, bob));

        Assert.Equal(PersonChangeOutcome.Waits, await people.EnableAsync(MakePerson.Change(bob, "alice"), Cancellation));

        Assert.Null((await people.FindAsync(bob.PersonId, Cancellation))!.DisabledAtMs);
        Assert.Equal("viewer", await RoleOfAsync(test, bob));
        Assert.Equal([("approver", "waiting")], await OpenOfAsync(test, bob));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task What_waits_falls_with_its_giver_and_with_the_person(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var (_, alice) = await TwoOwnersAsync(test);
        await MakePerson.AddAsync(test.Database, "carol");
        var bob = await JoinAsync(test, "bob", PersonRole.Approver, by: "alice");
        var eve = await JoinAsync(test, "eve", PersonRole.Owner, by: "olga");
        var (people, grants) = (new PersonStore(test.Database), new RoleGrantStore(test.Database));
        var waiting = (await grants.ReadOpenAsync(Cancellation)).Where(static grant => grant.Status == RoleGrantRow.Waiting).ToArray();

        Assert.Equal(PersonChangeOutcome.Changed, await people.SetRoleAsync(MakePerson.Change(alice, "olga"), PersonRole.Viewer, Cancellation));
        Assert.Equal(PersonChangeOutcome.Changed, await people.DisableAsync(MakePerson.Change(eve, "carol"), Cancellation));

        Assert.Equal("fallen", (await EndOfAsync(test, waiting[0])).Status);
        Assert.Equal("fallen", (await EndOfAsync(test, waiting[1])).Status);
        Assert.Equal(RoleGrantOutcome.NotOpen, await ConfirmAsync(test, waiting[0], "olga"));
        Assert.Equal(RoleGrantOutcome.NotOpen, await ConfirmAsync(test, waiting[1], "carol"));
        Assert.Equal("viewer", await RoleOfAsync(test, bob));
        Assert.Equal(PersonChangeOutcome.NotOwner, await people.SetRoleAsync(MakePerson.Change(bob, "alice"), PersonRole.Owner, Cancellation));
    }

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Engines))]
    public async Task Of_two_owners_who_confirm_at_once_one_does(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        await TwoOwnersAsync(test);
        await MakePerson.AddAsync(test.Database, "carol");
        await JoinAsync(test, "bob", PersonRole.Approver, by: "alice");
        var grant = Assert.Single(await new RoleGrantStore(test.Database).ReadOpenAsync(Cancellation), static grant => grant.Status == RoleGrantRow.Waiting);

        var outcomes = await Task.WhenAll(((string[])["olga", "carol"]).Select(owner => Task.Run(
            () => new RoleGrantStore(test.OpenAgain()).ConfirmAsync(grant.Id, "stamp-9", "seen", MakePerson.Audit("decided", by: owner), Cancellation), Cancellation)));

        Assert.Equal([RoleGrantOutcome.Done, RoleGrantOutcome.NotOpen], outcomes.Order());
        Assert.Single(await new AuditStore(test.Database).ReadPageAsync(null, "decided", null, 10, Cancellation));
    }

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Engines))]
    public async Task A_giver_who_is_shut_out_at_the_moment_of_confirming_leaves_either_a_role_with_two_names_or_none(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var (_, alice) = await TwoOwnersAsync(test);
        await MakePerson.AddAsync(test.Database, "carol");
        var bob = await JoinAsync(test, "bob", PersonRole.Approver, by: "alice");
        var grant = Assert.Single(await new RoleGrantStore(test.Database).ReadOpenAsync(Cancellation), static grant => grant.Status == RoleGrantRow.Waiting);

        var confirming = Task.Run(() => new RoleGrantStore(test.OpenAgain()).ConfirmAsync(grant.Id, "stamp-9", "seen", MakePerson.Audit(by: "olga"), Cancellation), Cancellation);
        var shutting = Task.Run(() => new PersonStore(test.OpenAgain()).DisableAsync(MakePerson.Change(alice, "carol"), Cancellation), Cancellation);
        Assert.Equal(PersonChangeOutcome.Changed, await shutting);
        var isConfirmed = await confirming is RoleGrantOutcome.Done;

        Assert.Equal(isConfirmed ? "approver" : "viewer", await RoleOfAsync(test, bob));
        Assert.Equal(isConfirmed ? "confirmed" : "fallen", (await EndOfAsync(test, grant)).Status);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_refusal_leaves_a_viewer_and_its_giver_may_take_it_back(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        await TwoOwnersAsync(test);
        var bob = await JoinAsync(test, "bob", PersonRole.Approver, by: "alice");
        var grants = new RoleGrantStore(test.Database);
        var first = Assert.Single(await grants.ReadOpenAsync(Cancellation), static grant => grant.Status == RoleGrantRow.Waiting);

        Assert.Equal(RoleGrantOutcome.Done, await grants.RefuseAsync(first.Id, "Nobody knows him.", MakePerson.Audit(by: "olga"), Cancellation));
        Assert.Equal(("refused", "olga", "Nobody knows him."), await EndOfAsync(test, first));
        await new PersonStore(test.Database).SetRoleAsync(MakePerson.Change(bob, "alice"), PersonRole.Proposer, Cancellation);
        var second = Assert.Single(await grants.ReadOpenAsync(Cancellation), static grant => grant.Status == RoleGrantRow.Waiting);
        Assert.Equal(RoleGrantOutcome.Done, await grants.RefuseAsync(second.Id, string.Empty, MakePerson.Audit(by: "alice"), Cancellation));
        Assert.Equal("viewer", await RoleOfAsync(test, bob));
    }

    private static async Task<(PersonRow Olga, PersonRow Alice)> TwoOwnersAsync(TestDatabase test) =>
        (await MakePerson.AddAsync(test.Database, "olga"), await MakePerson.AddAsync(test.Database, "alice"));

    private static async Task<PersonRow> JoinAsync(TestDatabase test, string handle, PersonRole role, string by)
    {
        var invitations = new InvitationStore(test.Database);
        var row = MakePerson.Row(handle, role);
        var invitation = MakePerson.Invitation(row.Email, role, by, handle);
        Assert.Equal(InvitationOutcome.Done, await invitations.AddAsync(invitation, MakePerson.Audit(), Cancellation));
        Assert.Equal(InvitationOutcome.Done, (await invitations.AcceptAsync(invitation, row, [], MakePerson.Audit("joined", handle, handle), Cancellation)).Outcome);
        return row;
    }

    private static Task<RoleGrantOutcome> ConfirmAsync(TestDatabase test, RoleGrantRow grant, string by) =>
        new RoleGrantStore(test.Database).ConfirmAsync(grant.Id, "stamp-9", "seen", MakePerson.Audit(by: by), Cancellation);

    private static async Task<string> RoleOfAsync(TestDatabase test, PersonRow person) => (await new PersonStore(test.Database).FindAsync(person.PersonId, Cancellation))!.Role;

    private static async Task<IEnumerable<(string Role, string Status)>> OpenOfAsync(TestDatabase test, PersonRow person) =>
        (await new RoleGrantStore(test.Database).ReadOpenAsync(Cancellation)).Where(grant => grant.PersonId == person.PersonId).Select(static grant => (grant.Role, grant.Status));

    private static async Task<(string Status, string? By, string Comment)> EndOfAsync(TestDatabase test, RoleGrantRow grant)
    {
        var row = (await new RoleGrantStore(test.Database).FindAsync(grant.Id, Cancellation))!;
        return (row.Status, row.DecidedBy, row.Comment);
    }

    private static async Task<string> DetailsAsync(TestDatabase test, string action) =>
        (await new AuditStore(test.Database).ReadPageAsync(null, action, null, 1, Cancellation))[0].Details;
}
