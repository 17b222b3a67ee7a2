using Portal.Storage.Database;
using Portal.Storage.Leases;
using Portal.Storage.Ledger;

namespace Portal.Storage.Tests.Leases;

public sealed class LeaseStoreTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<SqlEngine> Engines => TestDatabase.Engines;

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Taking_a_free_lease_raises_the_fence_of_lease_and_head(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var leases = new LeaseStore(test.Database);
        Assert.True((await leases.ReadAsync(Cancellation)).IsFree);

        Assert.Equal(1, await leases.TryTakeAsync("one", "http://one", 0, 0, Cancellation));

        Assert.Equal(new LeaseRow("one", 1, 1, "http://one"), await leases.ReadAsync(Cancellation));
        using var ledger = new LedgerStore(test.Database, new LedgerSignal(TimeProvider.System));
        Assert.Equal(1, (await ledger.ReadHeadAsync(Cancellation)).Fence);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task An_owner_whose_beat_moves_keeps_it(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var leases = new LeaseStore(test.Database);
        await leases.TryTakeAsync("one", "http://one", 0, 0, Cancellation);
        var seen = await leases.ReadAsync(Cancellation);

        Assert.True(await leases.BeatAsync("one", 1, Cancellation));

        Assert.Null(await leases.TryTakeAsync("two", "http://two", seen.Fence, seen.Beat, Cancellation));
        Assert.Equal(new LeaseRow("one", 1, seen.Beat + 1, "http://one"), await leases.ReadAsync(Cancellation));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task An_owner_whose_beat_stands_loses_it_and_learns_so(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var leases = new LeaseStore(test.Database);
        await leases.TryTakeAsync("one", "http://one", 0, 0, Cancellation);
        var seen = await leases.ReadAsync(Cancellation);

        Assert.Equal(2, await leases.TryTakeAsync("two", "http://two", seen.Fence, seen.Beat, Cancellation));

        Assert.False(await leases.BeatAsync("one", 1, Cancellation));
        Assert.False(await leases.ReleaseAsync("one", 1, Cancellation));
        Assert.Equal("two", (await leases.ReadAsync(Cancellation)).Owner);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_lease_given_back_is_free_at_once_under_a_new_fence(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var leases = new LeaseStore(test.Database);
        await leases.TryTakeAsync("one", "http://one", 0, 0, Cancellation);

        Assert.True(await leases.ReleaseAsync("one", 1, Cancellation));

        var free = await leases.ReadAsync(Cancellation);
        Assert.True(free.IsFree);
        Assert.Null(free.Address);
        Assert.Equal(2, await leases.TryTakeAsync("two", "http://two", free.Fence, free.Beat, Cancellation));
    }

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Engines))]
    public async Task Of_many_who_want_it_at_once_one_gets_it(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);

        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(
            () => new LeaseStore(test.OpenAgain()).TryTakeAsync($"owner {number}", "http://any", 0, 0, Cancellation), Cancellation)));

        Assert.Equal([1L], taken.OfType<long>());
    }
}
