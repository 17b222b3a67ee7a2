using System.Data.Common;
using Portal.Storage.Audit;
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

        await codes.ReplaceAsync(alice.PersonId, [MakePerson.Hash("four"), MakePerson.Hash("five")], MakePerson.Audit("codes"), Cancellation);
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
        await passkeys.AddAsync(row, MakePerson.Audit(), Cancellation);
        await passkeys.UpdateAsync(row with { SignCount = 6, Name = "Renamed" }, Cancellation);
        await passkeys.MarkUsedAsync(row.CredentialId, MakePerson.Now, Cancellation);

        var stored = Assert.Single(await passkeys.ReadAsync(alice.PersonId, Cancellation));
        Assert.Equal((6, "Renamed", Make.StartMs), (stored.SignCount, stored.Name, stored.LastUsedAtMs));
        Assert.Equal(row.PublicKey, (await passkeys.FindAsync(row.CredentialId, Cancellation))!.PublicKey);
        await Assert.ThrowsAnyAsync<DbException>(() => passkeys.AddAsync(Passkey(bob.PersonId), MakePerson.Audit(), Cancellation));
        Assert.False(await passkeys.RemoveAsync(bob.PersonId, row.CredentialId, MakePerson.Audit(), Cancellation));
        Assert.True(await passkeys.RemoveAsync(alice.PersonId, row.CredentialId, MakePerson.Audit(), Cancellation));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task The_last_second_factor_is_not_removed(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var alice = await MakePerson.AddAsync(test.Database, "alice");
        await test.ExecuteAsync("UPDATE person SET authenticator_key = NULL, two_factor_enabled = 0");
        var passkeys = new PasskeyStore(test.Database);
        var (first, second) = (Passkey(alice.PersonId, 1), Passkey(alice.PersonId, 2));
        await passkeys.AddAsync(first, MakePerson.Audit(), Cancellation);
        await passkeys.AddAsync(second, MakePerson.Audit(), Cancellation);

        var removed = await Task.WhenAll(((PasskeyRow[])[first, second]).Select(row => Task.Run(
            () => new PasskeyStore(test.OpenAgain()).RemoveAsync(alice.PersonId, row.CredentialId, MakePerson.Audit(), Cancellation), Cancellation)));

        Assert.Equal([false, true], removed.Order());
        var left = Assert.Single(await passkeys.ReadAsync(alice.PersonId, Cancellation));
        Assert.False(await passkeys.RemoveAsync(alice.PersonId, left.CredentialId, MakePerson.Audit(), Cancellation));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task What_changes_an_account_is_written_with_its_row_of_the_audit_or_not_at_all(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var alice = await MakePerson.AddAsync(test.Database, "alice", PersonRole.Owner, "one");
        var (people, codes, passkeys) = (new PersonStore(test.Database), new RecoveryCodeStore(test.Database), new PasskeyStore(test.Database));
        await passkeys.AddAsync(Passkey(alice.PersonId), MakePerson.Audit("added"), Cancellation);
        await codes.ReplaceAsync(alice.PersonId, [MakePerson.Hash("two")], MakePerson.Audit("codes"), Cancellation);
        Assert.True(await people.TryUpdateAsync(alice with { PasswordHash = "new", ConcurrencyStamp = "seen-2" }, "seen-1", MakePerson.Audit("password"), Cancellation));
        Assert.False(await people.TryUpdateAsync(alice with { PasswordHash = "never" }, "seen-1", MakePerson.Audit("never"), Cancellation));
        var changed = alice with { AuthenticatorKey = "key-2", LastTotpStep = 7, SecurityStamp = "stamp-2", ConcurrencyStamp = "seen-3", PasswordHash = "new" };
        Assert.True(await people.TryReplaceAuthenticatorAsync(changed, "seen-2", [MakePerson.Hash("three")], MakePerson.Audit("authenticator"), Cancellation));
        Assert.False(await people.TryReplaceAuthenticatorAsync(changed, "seen-2", [], MakePerson.Audit("never"), Cancellation));

        Assert.Equal(changed, await people.FindAsync(alice.PersonId, Cancellation));
        Assert.True(await codes.TryUseAsync(alice.PersonId, MakePerson.Hash("three"), MakePerson.Now, Cancellation));
        var audit = new AuditStore(test.Database);
        Assert.Equal(
            ["authenticator", "password", "codes", "added"], (await audit.ReadPageAsync(null, null, null, 4, Cancellation)).Select(static row => row.Action));

        // Where the audit can't be written, nothing is.
        await test.ExecuteAsync("DELETE FROM audit_head");
        await Assert.ThrowsAnyAsync<Exception>(() => passkeys.RemoveAsync(alice.PersonId, Passkey(alice.PersonId).CredentialId, MakePerson.Audit(), Cancellation));
        await Assert.ThrowsAnyAsync<Exception>(() => codes.ReplaceAsync(alice.PersonId, [], MakePerson.Audit(), Cancellation));
        await Assert.ThrowsAnyAsync<Exception>(() => people.TryUpdateAsync(changed with { PasswordHash = "lost" }, "seen-3", MakePerson.Audit(), Cancellation));
        Assert.Single(await passkeys.ReadAsync(alice.PersonId, Cancellation));
        Assert.Equal("new", (await people.FindAsync(alice.PersonId, Cancellation))!.PasswordHash);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Trouble_at_the_door_is_counted_for_each_person(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var (alice, bob) = (await MakePerson.AddAsync(test.Database, "alice"), await MakePerson.AddAsync(test.Database, "bob"));
        var signIns = new SignInStore(test.Database);
        Assert.Equal(2, (await signIns.ReadSummariesAsync(MakePerson.Now, Cancellation)).Count);
        var entry = 0L;
        foreach (var (at, outcome) in ((long, string)[])[(10, "signed-in"), (20, "signed-out"), (30, "refused"), (100, "refused"), (101, "refused"), (102, "locked")])
        {
            await signIns.AddAsync(new SignInRow(alice.PersonId, at, ++entry, "::1", "test", "password", outcome), Cancellation);
        }

        var rows = await signIns.ReadSummariesAsync(DateTimeOffset.FromUnixTimeMilliseconds(30), Cancellation);

        Assert.Equal(
            [new SignInSummaryRow(alice.PersonId, 10, 2, 1), new SignInSummaryRow(bob.PersonId, 0, 0, 0)],
            rows.OrderBy(static row => row.RefusedCount == 0));
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
            new HoldingSessionRow(alice.PersonId, alice.Email, "alice", "owner", Make.StartMs, Make.StartMs, "passkey"), await FindAsync("one", now.AddHours(-1), now.AddHours(-1)));
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
