using Portal.Storage.Audit;
using Portal.Storage.Database;
using Portal.Storage.Intake;

namespace Portal.Storage.Tests.Intake;

public sealed class IntakeKeyStoreTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeMilliseconds(Make.StartMs);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<SqlEngine> Engines => TestDatabase.Engines;

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_source_has_one_active_key_and_the_next_is_another(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var keys = new IntakeKeyStore(test.Database);

        var first = await keys.AddAsync("engine", Now, Cancellation);
        Assert.Equal(new IntakeKeyRow("engine/1", "engine", 1, Make.StartMs, null), first);
        Assert.Null(await keys.AddAsync("engine", Now, Cancellation));
        Assert.Equal(["engine/1"], await AdmittedAsync(keys, Now));

        Assert.Single(await keys.RevokeAsync("engine", null, Did(Now.AddHours(1), "key.revoked"), Cancellation));
        Assert.Empty(await keys.RevokeAsync("engine", null, Did(Now.AddHours(2), "key.revoked"), Cancellation));
        Assert.Empty(await AdmittedAsync(keys, Now.AddHours(1)));

        var second = await keys.AddAsync("engine", Now.AddHours(2), Cancellation);
        Assert.Equal("engine/2", second!.KeyId);
        Assert.Equal(
            [first! with { RevokedAtMs = Now.AddHours(1).ToUnixTimeMilliseconds() }, second], await keys.ReadAllAsync(Cancellation));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_replaced_key_works_beside_the_new_one_until_its_end_and_not_from_then_on(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var keys = new IntakeKeyStore(test.Database);
        await keys.AddAsync("engine", Now, Cancellation);

        var rotation = await keys.RotateAsync("engine", Now.AddHours(24), Did(Now, "key.rotated"), Cancellation);

        Assert.Equal(IntakeKeyRotationOutcome.Rotated, rotation.Outcome);
        Assert.Equal(("engine/2", "engine/1"), (rotation.Added!.KeyId, rotation.Replaced!.KeyId));
        Assert.Equal(["engine/2", "engine/1"], await AdmittedAsync(keys, Now));
        Assert.Equal(["engine/2", "engine/1"], await AdmittedAsync(keys, Now.AddHours(24).AddMilliseconds(-1)));
        Assert.Equal(["engine/2"], await AdmittedAsync(keys, Now.AddHours(24)));
        Assert.Equal(
            [IntakeKeyStanding.Ended, IntakeKeyStanding.InForce],
            (await keys.ReadAllAsync(Cancellation)).Select(key => key.StandingAt(Now.AddHours(24))));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task No_more_than_two_keys_work_and_one_whose_end_has_come_makes_room(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var keys = new IntakeKeyStore(test.Database);
        Assert.Equal(IntakeKeyRotationOutcome.NothingInForce, (await RotateAsync(Now)).Outcome);
        await keys.AddAsync("engine", Now, Cancellation);
        await RotateAsync(Now);

        Assert.Equal(IntakeKeyRotationOutcome.StillRotating, (await RotateAsync(Now.AddMinutes(59))).Outcome);
        Assert.Equal(IntakeKeyRotationOutcome.Rotated, (await RotateAsync(Now.AddMinutes(60))).Outcome);
        Assert.Equal(["engine/3", "engine/2"], await AdmittedAsync(keys, Now.AddMinutes(60)));

        Task<IntakeKeyRotation> RotateAsync(DateTimeOffset at) => keys.RotateAsync("engine", at.AddHours(1), Did(at, "key.rotated"), Cancellation);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task One_of_two_keys_is_revoked_and_the_other_goes_on_with_the_end_it_has(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var keys = new IntakeKeyStore(test.Database);
        await keys.AddAsync("engine", Now, Cancellation);
        await keys.RotateAsync("engine", Now.AddHours(1), Did(Now, "key.rotated"), Cancellation);

        Assert.Equal(["engine/2"], (await keys.RevokeAsync("engine", "engine/2", Did(Now, "key.revoked"), Cancellation)).Select(key => key.KeyId));
        Assert.Empty(await keys.RevokeAsync("engine", "other/1", Did(Now, "key.revoked"), Cancellation));
        Assert.Equal(["engine/1"], await AdmittedAsync(keys, Now));
        Assert.Null(await keys.AddAsync("engine", Now, Cancellation));

        // Replacing what runs out does not let it run longer.
        var again = await keys.RotateAsync("engine", Now.AddDays(7), Did(Now, "key.rotated"), Cancellation);
        Assert.Equal(Now.AddHours(1).ToUnixTimeMilliseconds(), again.Replaced!.EndsAtMs);
        Assert.Equal(2, (await keys.RevokeAsync("engine", null, Did(Now, "key.revoked"), Cancellation)).Count);
        Assert.Empty(await AdmittedAsync(keys, Now));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Every_change_of_a_key_stands_in_the_audit_and_what_changes_nothing_does_not(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var keys = new IntakeKeyStore(test.Database);
        await keys.AddAsync("engine", Now, Cancellation);
        await keys.AddAsync("engine", Now, Cancellation);
        await keys.RotateAsync("engine", Now.AddHours(1), Did(Now, "key.rotated"), Cancellation);
        await keys.RotateAsync("engine", Now.AddHours(1), Did(Now, "key.rotated"), Cancellation);
        await keys.RevokeAsync("engine", "engine/1", Did(Now, "key.revoked"), Cancellation);
        await keys.RevokeAsync("engine", "engine/1", Did(Now, "key.revoked"), Cancellation);

        var rows = await new AuditStore(test.Database).ReadPageAsync(null, null, null, 10, Cancellation);

        Assert.Equal(
            [("alice", "key.revoked", "engine/1"), ("alice", "key.rotated", "engine/2"), ("operator", "key.added", "engine/1")],
            rows.Select(row => (row.Person, row.Action, row.Subject)));
        Assert.Contains("\"replaces\":\"engine/1\"", rows[1].Details, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task The_last_use_of_a_key_only_moves_on(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var keys = new IntakeKeyStore(test.Database);
        await keys.AddAsync("engine", Now, Cancellation);

        await keys.NoteUseAsync("engine/1", Now.AddSeconds(5), Cancellation);
        await keys.NoteUseAsync("engine/1", Now, Cancellation);

        Assert.Equal(Now.AddSeconds(5).ToUnixTimeMilliseconds(), Assert.Single(await keys.ReadAllAsync(Cancellation)).LastUsedAtMs);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_pause_holds_until_it_is_lifted_and_is_seen_with_every_key(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var (keys, pauses) = (new IntakeKeyStore(test.Database), new SourcePauseStore(test.Database));
        await keys.AddAsync("engine", Now, Cancellation);
        await keys.RotateAsync("engine", Now.AddHours(1), Did(Now, "key.rotated"), Cancellation);

        Assert.True(await pauses.PauseAsync("engine", "wrong prices", Did(Now, "source.paused"), Cancellation));
        Assert.False(await pauses.PauseAsync("engine", "again", Did(Now, "source.paused"), Cancellation));
        Assert.Equal([new SourcePauseRow("engine", Make.StartMs, "alice", "wrong prices")], await pauses.ReadAllAsync(Cancellation));
        Assert.All(await keys.FindAdmittedAsync("engine", Now, Cancellation), key => Assert.Equal(Make.StartMs, key.PausedAtMs));

        Assert.True(await pauses.ResumeAsync("engine", Did(Now, "source.resumed"), Cancellation));
        Assert.False(await pauses.ResumeAsync("engine", Did(Now, "source.resumed"), Cancellation));
        Assert.All(await keys.FindAdmittedAsync("engine", Now, Cancellation), key => Assert.Null(key.PausedAtMs));
        Assert.Equal(
            ["source.resumed", "source.paused"],
            (await new AuditStore(test.Database).ReadPageAsync("alice", null, null, 2, Cancellation)).Select(row => row.Action));
    }

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Engines))]
    public async Task Two_who_add_a_key_at_once_do_not_both_get_one(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);

        var added = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => AddAsync(new IntakeKeyStore(test.OpenAgain())), Cancellation)));

        Assert.Single(added, key => key is not null);
    }

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Engines))]
    public async Task Two_who_replace_a_key_at_once_leave_two_that_work(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        await new IntakeKeyStore(test.Database).AddAsync("engine", Now, Cancellation);

        var rotations = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(
            () => new IntakeKeyStore(test.OpenAgain()).RotateAsync("engine", Now.AddHours(1), Did(Now, "key.rotated"), Cancellation), Cancellation)));

        Assert.Single(rotations, rotation => rotation.Outcome is IntakeKeyRotationOutcome.Rotated);
        Assert.Equal(2, (await AdmittedAsync(new IntakeKeyStore(test.Database), Now)).Count());
    }

    private static AuditDraft Did(DateTimeOffset at, string action) => new(at, "alice", "::1", action, "engine");

    private static async Task<IEnumerable<string>> AdmittedAsync(IntakeKeyStore keys, DateTimeOffset at) =>
        (await keys.FindAdmittedAsync("engine", at, Cancellation)).Select(key => key.KeyId);

    // On SQL Server the loser may learn of the other by the unique index.
    private static async Task<IntakeKeyRow?> AddAsync(IntakeKeyStore keys)
    {
        try
        {
            return await keys.AddAsync("engine", Now, Cancellation);
        }
        catch (Exception exception) when (exception is System.Data.Common.DbException or TransientStorageException)
        {
            return null;
        }
    }
}
