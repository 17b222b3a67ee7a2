using System.Data.Common;
using Portal.Storage.Database;
using Portal.Storage.People;

namespace Portal.Storage.Tests.People;

public sealed class PersonStoreTests
{
    private static readonly TimeSpan Lockout = TimeSpan.FromMinutes(15);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<SqlEngine> Engines => TestDatabase.Engines;

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_person_is_found_by_id_and_by_address(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var people = new PersonStore(test.Database);
        var row = await MakePerson.AddAsync(test.Database, "alice");

        Assert.Equal(row, await people.FindAsync(row.PersonId, Cancellation));
        Assert.Equal(row, await people.FindByEmailAsync("ALICE@EXAMPLE.ORG", Cancellation));
        Assert.Null(await people.FindByEmailAsync("alice@example.org", Cancellation));
        Assert.Equal([row], await people.ReadAllAsync(Cancellation));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Of_two_who_write_the_same_row_the_second_is_told(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var people = new PersonStore(test.Database);
        var row = await MakePerson.AddAsync(test.Database, "alice");

        Assert.True(await people.TryUpdateAsync(row with { PasswordHash = "new", ConcurrencyStamp = "seen-2" }, "seen-1", Cancellation));
        Assert.False(await people.TryUpdateAsync(row with { PasswordHash = "other", ConcurrencyStamp = "seen-3" }, "seen-1", Cancellation));
        Assert.Equal("new", (await people.FindAsync(row.PersonId, Cancellation))!.PasswordHash);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task After_five_attempts_none_is_looked_at_until_the_lock_is_over(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var people = new PersonStore(test.Database);
        var id = (await MakePerson.AddAsync(test.Database, "alice")).PersonId;

        for (var attempt = 1; attempt <= 5; attempt++)
        {
            Assert.Equal(attempt, await people.TryTakeAttemptAsync(id, MakePerson.Now, 5, Lockout, Cancellation));
        }

        Assert.Null(await people.TryTakeAttemptAsync(id, MakePerson.Now.AddMinutes(14), 5, Lockout, Cancellation));
        Assert.Equal(1, await people.TryTakeAttemptAsync(id, MakePerson.Now.AddMinutes(15), 5, Lockout, Cancellation));
        await people.ClearAttemptsAsync(id, Cancellation);
        Assert.Equal(1, await people.TryTakeAttemptAsync(id, MakePerson.Now.AddMinutes(15), 5, Lockout, Cancellation));
        await people.ReturnAttemptAsync(id, Cancellation);
        Assert.Equal(0, (await people.FindAsync(id, Cancellation))!.FailedCount);
    }

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Engines))]
    public async Task Guesses_at_once_are_counted_one_by_one(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var people = new PersonStore(test.Database);
        var id = (await MakePerson.AddAsync(test.Database, "alice")).PersonId;

        var taken = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(
            () => people.TryTakeAttemptAsync(id, MakePerson.Now, 5, Lockout, Cancellation), Cancellation)));

        Assert.Equal([1, 2, 3, 4, 5], taken.OfType<long>().Order());
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_step_is_used_once_and_none_before_it_afterwards(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var people = new PersonStore(test.Database);
        var id = (await MakePerson.AddAsync(test.Database, "alice")).PersonId;

        Assert.True(await people.TryTakeTotpStepAsync(id, 100, Cancellation));
        Assert.False(await people.TryTakeTotpStepAsync(id, 100, Cancellation));
        Assert.False(await people.TryTakeTotpStepAsync(id, 99, Cancellation));
        Assert.True(await people.TryTakeTotpStepAsync(id, 101, Cancellation));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task The_last_owner_stays_owner(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var people = new PersonStore(test.Database);
        var first = await MakePerson.AddAsync(test.Database, "alice");
        var second = await MakePerson.AddAsync(test.Database, "bob", PersonRole.Viewer);

        Assert.Equal(PersonChangeOutcome.LastOwner, await people.SetRoleAsync(MakePerson.Change(first), PersonRole.Viewer, Cancellation));
        Assert.Equal(PersonChangeOutcome.LastOwner, await people.DisableAsync(MakePerson.Change(first), Cancellation));
        Assert.Equal(PersonChangeOutcome.Changed, await people.SetRoleAsync(MakePerson.Change(second), PersonRole.Owner, Cancellation));
        Assert.Equal(PersonChangeOutcome.NothingToChange, await people.SetRoleAsync(MakePerson.Change(second), PersonRole.Owner, Cancellation));
        Assert.Equal(PersonChangeOutcome.Changed, await people.DisableAsync(MakePerson.Change(first), Cancellation));
        Assert.Equal(PersonChangeOutcome.LastOwner, await people.DisableAsync(MakePerson.Change(second), Cancellation));
        Assert.Equal(PersonChangeOutcome.Changed, await people.EnableAsync(MakePerson.Change(first), Cancellation));
    }

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Engines))]
    public async Task Two_owners_who_remove_each_other_at_once_leave_one(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var owners = new[] { await MakePerson.AddAsync(test.Database, "alice"), await MakePerson.AddAsync(test.Database, "bob") };

        var outcomes = await Task.WhenAll(owners.Select(owner => Task.Run(
            () => new PersonStore(test.OpenAgain()).DisableAsync(MakePerson.Change(owner), Cancellation), Cancellation)));

        Assert.Equal([PersonChangeOutcome.Changed, PersonChangeOutcome.LastOwner], outcomes.Order());
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Nobody_has_the_handle_of_another_whatever_its_case(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        await MakePerson.AddAsync(test.Database, "alice");
        var invitations = new InvitationStore(test.Database);
        var invitation = MakePerson.Invitation("other@example.org");
        await invitations.AddAsync(invitation, MakePerson.Audit(), Cancellation);
        var row = MakePerson.Row("Alice") with { Email = "other@example.org", NormalizedEmail = "OTHER@EXAMPLE.ORG" };

        Assert.Equal(
            new AcceptedInvitation(InvitationOutcome.HandleTaken), await invitations.AcceptAsync(invitation, row, [], MakePerson.Audit(), Cancellation));
        Assert.NotNull(await invitations.FindOpenAsync(invitation.TokenHash, MakePerson.Now, Cancellation));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task What_happened_at_the_door_stays(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var person = await MakePerson.AddAsync(test.Database, "alice");
        var signIns = new SignInStore(test.Database);
        SignInRow[] rows = [new(person.PersonId, 1, 7, "::1", "test", "password", "refused"), new(person.PersonId, 2, 3, "::1", "test", "passkey", "signed-in")];
        foreach (var row in rows)
        {
            await signIns.AddAsync(row, Cancellation);
        }

        Assert.Equal(rows.Reverse(), await signIns.ReadNewestAsync(person.PersonId, 10, Cancellation));
        await Assert.ThrowsAnyAsync<DbException>(() => test.ExecuteAsync("UPDATE sign_in SET outcome = 'signed-in'"));
        await Assert.ThrowsAnyAsync<DbException>(() => test.ExecuteAsync("DELETE FROM sign_in"));
    }
}
