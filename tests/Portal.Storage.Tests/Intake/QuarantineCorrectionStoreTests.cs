using System.Data.Common;
using Portal.Storage.Database;
using Portal.Storage.Intake;
using Portal.Storage.Ledger;
using Portal.Storage.People;
using Portal.Storage.Tests.People;

namespace Portal.Storage.Tests.Intake;

/// <summary>What operators typed is kept as long as what it puts right, is never changed, and leaves its hash.</summary>
public sealed class QuarantineCorrectionStoreTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<SqlEngine> Engines => TestDatabase.Engines;

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_text_is_read_as_it_was_typed_and_goes_with_the_payload_of_its_record(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var (alice, store) = (await StartAsync(test), new QuarantineCorrectionStore(test.Database));
        var later = DateTimeOffset.FromUnixTimeMilliseconds(Make.StartMs + 50);

        var old = await store.AddAsync(1, "old"u8.ToArray(), alice.PersonId, later, Cancellation);
        var young = await store.AddAsync(2, "young"u8.ToArray(), alice.PersonId, later, Cancellation);

        Assert.Equal((1L, 2L), (old.Id, young.Id));
        Assert.Equivalent(old, await store.FindAsync(1, Cancellation), strict: true);
        Assert.Equal(Make.Hash("old"), old.PayloadHash);
        Assert.Null(await store.FindAsync(3, Cancellation));
        Assert.Equal(0, await store.DeleteTextsAsync(later, Cancellation));
        await new QuarantineStore(test.Database).DeletePayloadsAsync(DateTimeOffset.FromUnixTimeMilliseconds(Make.StartMs + 10), later, Cancellation);
        Assert.Equal(1, await store.DeleteTextsAsync(later, Cancellation));
        Assert.Equal(0, await store.DeleteTextsAsync(later, Cancellation));
        Assert.Equivalent(old with { Payload = [], DeletedAtMs = Make.StartMs + 50 }, await store.FindAsync(1, Cancellation), strict: true);
        Assert.Equivalent(young, await store.FindAsync(2, Cancellation), strict: true);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Nobody_rewrites_one_or_takes_it_out(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var (alice, store) = (await StartAsync(test), new QuarantineCorrectionStore(test.Database));
        await store.AddAsync(1, "typed"u8.ToArray(), alice.PersonId, DateTimeOffset.UnixEpoch, Cancellation);

        await Assert.ThrowsAnyAsync<DbException>(() => test.ExecuteAsync("UPDATE quarantine_correction SET payload = payload WHERE id = 1"));
        await Assert.ThrowsAnyAsync<DbException>(() => test.ExecuteAsync("UPDATE quarantine_correction SET quarantine_id = 2, deleted_at_ms = 1 WHERE id = 1"));
        await Assert.ThrowsAnyAsync<DbException>(() => test.ExecuteAsync("UPDATE quarantine_correction SET deleted_at_ms = 1 WHERE id = 1"));
        await Assert.ThrowsAnyAsync<DbException>(() => test.ExecuteAsync("DELETE FROM quarantine_correction"));
        await Assert.ThrowsAnyAsync<DbException>(() => store.AddAsync(99, "of nothing"u8.ToArray(), alice.PersonId, DateTimeOffset.UnixEpoch, Cancellation));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => store.AddAsync(
            1, new byte[QuarantineCorrectionRow.PayloadBytesMax + 1], alice.PersonId, DateTimeOffset.UnixEpoch, Cancellation));
        Assert.Equal("typed"u8.ToArray(), (await store.FindAsync(1, Cancellation))!.Payload);
    }

    private static async Task<PersonRow> StartAsync(TestDatabase test)
    {
        using var ledger = new LedgerStore(test.Database, new LedgerSignal(TimeProvider.System));
        var arrivals = new[] { Make.Quarantined("a", "one"), Make.Quarantined("b", "two", seenAtMs: Make.StartMs + 10) };
        await ledger.AppendAsync(new LedgerAppend { ExpectedSequence = 0, TreeEdge = [], Quarantined = arrivals }, Cancellation);
        return await MakePerson.AddAsync(test.Database, "alice");
    }
}
