using System.Data.Common;
using Portal.Storage.Database;
using Portal.Storage.People;

namespace Portal.Storage.Tests.People;

/// <summary>What belongs to a person: codes, passkeys, sessions; and the keys that protect cookies.</summary>
public sealed class PeopleStoresTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<SqlEngine> Engines => TestDatabase.Engines;

    public static PasskeyRow Passkey(string personId, byte id = 1) => new(
        personId, [id, 2, 3], "Key", [4], 5, "usb,nfc", 1, 1, 0, [6], [7], Make.StartMs + id, null);

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_recovery_code_opens_once_and_for_its_person_alone(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var alice = await MakePerson.AddAsync(test.Database, "alice", PersonRole.Owner, "one", "two");
        var bob = await MakePerson.AddAsync(test.Database, "bob", PersonRole.Viewer, "three");
        var codes = new RecoveryCodeStore(test.Database);

        Assert.False(await codes.TryUseAsync(bob.PersonId, MakePerson.Hash("one"), MakePerson.Now, Cancellation));
        Assert.True(await codes.TryUseAsync(alice.PersonId, MakePerson.Hash("one"), MakePerson.Now, Cancellation));
        Assert.False(await codes.TryUseAsync(alice.PersonId, MakePerson.Hash("one"), MakePerson.Now, Cancellation));
        Assert.Equal(1, await codes.CountAsync(alice.PersonId, Cancellation));

        await codes.ReplaceAsync(alice.PersonId, [MakePerson.Hash("four"), MakePerson.Hash("five")], Cancellation);
        Assert.False(await codes.TryUseAsync(alice.PersonId, MakePerson.Hash("two"), MakePerson.Now, Cancellation));
        Assert.Equal(2, await codes.CountAsync(alice.PersonId, Cancellation));
        Assert.Equal(1, await codes.CountAsync(bob.PersonId, Cancellation));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_passkey_belongs_to_one_person(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var alice = await MakePerson.AddAsync(test.Database, "alice");
        var bob = await MakePerson.AddAsync(test.Database, "bob");
        var passkeys = new PasskeyStore(test.Database);
        var row = Passkey(alice.PersonId);
        await passkeys.AddOrUpdateAsync(row, Cancellation);
        await passkeys.AddOrUpdateAsync(row with { SignCount = 6, Name = "Renamed" }, Cancellation);
        await passkeys.MarkUsedAsync(row.CredentialId, MakePerson.Now, Cancellation);

        var stored = Assert.Single(await passkeys.ReadAsync(alice.PersonId, Cancellation));
        Assert.Equal((6, "Renamed", Make.StartMs), (stored.SignCount, stored.Name, stored.LastUsedAtMs));
        Assert.Equal(row.PublicKey, (await passkeys.FindAsync(row.CredentialId, Cancellation))!.PublicKey);
        await Assert.ThrowsAnyAsync<DbException>(() => passkeys.AddOrUpdateAsync(Passkey(bob.PersonId), Cancellation));
        Assert.False(await passkeys.RemoveAsync(bob.PersonId, row.CredentialId, Cancellation));
        Assert.True(await passkeys.RemoveAsync(alice.PersonId, row.CredentialId, Cancellation));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_session_holds_until_it_is_ended_too_old_idle_or_its_person_changes(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var alice = await MakePerson.AddAsync(test.Database, "alice");
        await MakePerson.AddAsync(test.Database, "bob");
        var sessions = new AdminSessionStore(test.Database);
        var now = MakePerson.Now;
        foreach (var name in (string[])["one", "two"])
        {
            await sessions.AddAsync(
                new AdminSessionRow(MakePerson.Hash(name), alice.PersonId, "stamp-1", "passkey", "::1", "test", Make.StartMs, Make.StartMs, null), Cancellation);
        }

        Assert.Equal(
            new HoldingSessionRow(alice.PersonId, alice.Email, "alice", "owner", Make.StartMs, Make.StartMs), await FindAsync("one", now.AddHours(-1), now.AddHours(-1)));
        Assert.Null(await FindAsync("three", now.AddHours(-1), now.AddHours(-1)));
        Assert.Null(await FindAsync("one", now, now.AddHours(-1)));
        Assert.Null(await FindAsync("one", now.AddHours(-1), now));
        await sessions.TouchAsync(MakePerson.Hash("one"), now.AddMinutes(1), Cancellation);
        Assert.NotNull(await FindAsync("one", now.AddHours(-1), now));
        Assert.Equal(2, (await sessions.ReadOpenAsync(alice.PersonId, now.AddHours(-1), now.AddHours(-1), Cancellation)).Count);

        Assert.True(await sessions.EndAsync(MakePerson.Hash("one"), now, Cancellation));
        Assert.Null(await FindAsync("one", now.AddHours(-1), now.AddHours(-1)));
        Assert.NotNull(await FindAsync("two", now.AddHours(-1), now.AddHours(-1)));

        await new PersonStore(test.Database).SetRoleAsync(new PersonChange(alice.PersonId, "stamp-2", MakePerson.Audit()), PersonRole.Viewer, Cancellation);
        Assert.Null(await FindAsync("two", now.AddHours(-1), now.AddHours(-1)));
        Assert.Empty(await sessions.ReadOpenAsync(alice.PersonId, now.AddHours(-1), now.AddHours(-1), Cancellation));

        Task<HoldingSessionRow?> FindAsync(string name, DateTimeOffset createdAfter, DateTimeOffset seenAfter) =>
            sessions.FindHoldingAsync(MakePerson.Hash(name), createdAfter, seenAfter, Cancellation);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Keys_are_kept_in_order_and_once(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var keys = new DataKeyStore(test.Database);

        keys.Add("b", "<first/>", MakePerson.Now);
        keys.Add("a", "<second/>", MakePerson.Now.AddDays(1));
        keys.Add("a", "<never/>", MakePerson.Now.AddDays(2));

        Assert.Equal(["<first/>", "<second/>"], keys.ReadAll());
    }
}
