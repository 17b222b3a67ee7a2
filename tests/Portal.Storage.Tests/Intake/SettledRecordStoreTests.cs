using Portal.Storage.Database;
using Portal.Storage.Intake;
using Portal.Storage.Ledger;

namespace Portal.Storage.Tests.Intake;

public sealed class SettledRecordStoreTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<SqlEngine> Engines => TestDatabase.Engines;

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Of_many_ids_those_that_are_settled_are_found(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        await SettleAsync(test, 1_200);
        byte[][] asked = [.. Enumerable.Range(1, 2_345).Select(number => Make.Id($"id-{number}"))];

        var found = await new SettledRecordStore(test.Database).FindAsync(Make.Source, 0, asked, Cancellation);

        Assert.Equal(1_200, found.Count);
        Assert.Equivalent(Make.Settled(1_003), found.Single(row => row.Sequence == 1_003), strict: true);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task An_id_belongs_to_its_source_and_kind_and_is_compared_byte_by_byte(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        await SettleAsync(test, 3);
        var store = new SettledRecordStore(test.Database);

        Assert.Single(await store.FindAsync(Make.Source, 0, [Make.Id("id-2")], Cancellation));
        Assert.Empty(await store.FindAsync(Make.Source, 1, [Make.Id("id-2")], Cancellation));
        Assert.Empty(await store.FindAsync("Engine", 0, [Make.Id("id-2")], Cancellation));
        Assert.Empty(await store.FindAsync(Make.Source, 0, [Make.Id("ID-2"), Make.Id("id-2 "), Make.Id("id-")], Cancellation));
        Assert.Empty(await store.FindAsync(Make.Source, 0, [], Cancellation));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task An_id_asked_for_twice_is_answered_once_at_every_size_of_a_chunk(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        await SettleAsync(test, 600);
        var store = new SettledRecordStore(test.Database);

        Assert.Single(await store.FindAsync(Make.Source, 0, [Make.Id("id-2"), Make.Id("id-2")], Cancellation));
        foreach (var count in (int[])[1, 15, 16, 17, 99, 100, 101, 499, 500, 501])
        {
            byte[][] asked = [.. Enumerable.Range(1, count).Select(number => Make.Id($"id-{number}"))];
            Assert.Equal(count, (await store.FindAsync(Make.Source, 0, asked, Cancellation)).Count);
            Assert.Equal(count, (await store.FindAsync(Make.Source, 0, [.. asked, .. asked], Cancellation)).Count);
        }
    }

    private static async Task SettleAsync(TestDatabase test, int count)
    {
        using var ledger = new LedgerStore(test.Database, new LedgerSignal(TimeProvider.System));
        await ledger.AppendAsync(Make.Liquidations(0, count), Cancellation);
    }
}
