using System.Data.Common;
using Portal.Storage.Audit;
using Portal.Storage.Database;

namespace Portal.Storage.Tests.Audit;

public sealed class AuditStoreTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeMilliseconds(Make.StartMs);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<SqlEngine> Engines => TestDatabase.Engines;

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Each_row_vouches_for_those_before_it(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var audit = new AuditStore(test.Database);
        Assert.Null(await audit.FindBreakAsync(Cancellation));

        var first = await audit.AppendAsync(Draft("alice", "rate.proposed"), Cancellation);
        var second = await audit.AppendAsync(Draft("bob", "rate.approved"), Cancellation);

        Assert.Equal((1, 2), (first.Sequence, second.Sequence));
        Assert.Equal(AuditChain.HashOf(AuditChain.Beginning, first), first.EntryHash);
        Assert.Equal(AuditChain.HashOf(first.EntryHash, second), second.EntryHash);
        Assert.Null(await audit.FindBreakAsync(Cancellation));
    }

    [Fact]
    public void The_hash_is_the_one_that_the_documentation_describes()
    {
        // Computed once with another language's library.
        var row = new AuditRow(1, 1_700_000_000_000, "alice", "::1", "person.invited", "bob@example.org", "{}", []);

        Assert.Equal(Expected, Convert.ToHexStringLower(AuditChain.HashOf(AuditChain.Beginning, row)));
    }

    private const string Expected = "d5c0d5c97060d1829b792903757c7a9998ad5527576de54abb5a5185178f891c";

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Pages_are_newest_first_and_of_one_person_and_one_action(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var audit = new AuditStore(test.Database);
        foreach (var (person, action) in ((string, string)[])[("alice", "a"), ("bob", "a"), ("alice", "b")])
        {
            await audit.AppendAsync(Draft(person, action), Cancellation);
        }

        Assert.Equal([3, 2], await SequencesAsync(null, null, null, 2));
        Assert.Equal([1], await SequencesAsync(null, null, 2, 2));
        Assert.Equal([3, 1], await SequencesAsync("alice", null, null, 10));
        Assert.Equal([2, 1], await SequencesAsync(null, "a", null, 10));
        Assert.Equal([1], await SequencesAsync("alice", "a", null, 10));

        async Task<IEnumerable<long>> SequencesAsync(string? person, string? action, long? before, int limit) =>
            (await audit.ReadPageAsync(person, action, before, limit, Cancellation)).Select(row => row.Sequence);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task What_was_done_stays(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        await new AuditStore(test.Database).AppendAsync(Draft("alice", "a"), Cancellation);

        await Assert.ThrowsAnyAsync<DbException>(() => test.ExecuteAsync("UPDATE audit_entry SET person = 'bob'"));
        await Assert.ThrowsAnyAsync<DbException>(() => test.ExecuteAsync("DELETE FROM audit_entry"));
    }

    [Fact]
    public async Task Who_gets_past_the_triggers_is_found_out()
    {
        await using var test = await TestDatabase.CreateAsync(SqlEngine.Sqlite);
        var audit = new AuditStore(test.Database);
        for (var row = 0; row < 3; row++)
        {
            await audit.AppendAsync(Draft("alice", "a"), Cancellation);
        }

        await test.ExecuteAsync("DROP TRIGGER audit_entry_is_not_changed");
        await test.ExecuteAsync("DROP TRIGGER audit_entry_is_not_deleted");
        await test.ExecuteAsync("UPDATE audit_entry SET person = 'bob' WHERE sequence = 2");
        Assert.Equal(2, await audit.FindBreakAsync(Cancellation));

        await test.ExecuteAsync("UPDATE audit_entry SET person = 'alice' WHERE sequence = 2");
        Assert.Null(await audit.FindBreakAsync(Cancellation));
        await test.ExecuteAsync("DELETE FROM audit_entry WHERE sequence = 3");
        Assert.Equal(3, await audit.FindBreakAsync(Cancellation));
    }

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Engines))]
    public async Task Many_who_write_at_once_make_one_chain(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);

        await Task.WhenAll(Enumerable.Range(0, 12).Select(number => Task.Run(
            () => new AuditStore(test.OpenAgain()).AppendAsync(Draft($"person-{number}", "a"), Cancellation), Cancellation)));

        Assert.Equal(12, await test.CountAsync("audit_entry"));
        Assert.Null(await new AuditStore(test.Database).FindBreakAsync(Cancellation));
    }

    private static AuditDraft Draft(string person, string action) => new(Now, person, "::1", action, "usdt");
}
