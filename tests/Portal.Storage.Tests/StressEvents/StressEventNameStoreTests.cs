using Portal.Storage.Audit;
using Portal.Storage.Database;
using Portal.Storage.StressEvents;

namespace Portal.Storage.Tests.StressEvents;

public sealed class StressEventNameStoreTests
{
    private static readonly StressEventNameRow First = new(Make.Fund, 7, "The cascade", "Longs were closed.", "anna", Make.StartMs);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<SqlEngine> Engines => TestDatabase.Engines;

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_name_is_given_changed_and_audited_each_time(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var store = new StressEventNameStore(test.Database);
        var changed = First with { Name = "November", NamedBy = "bob" };

        await store.SetAsync(First, before => Draft(before, "anna"), Cancellation);
        await store.SetAsync(changed, before => Draft(before, "bob"), Cancellation);
        await store.SetAsync(First with { PeakSequence = 9 }, before => Draft(before, "anna"), Cancellation);

        Assert.Equal([First with { PeakSequence = 9 }, changed], await store.ReadAsync(Make.Fund, Cancellation));
        var audit = await new AuditStore(test.Database).ReadPageAsync(null, null, null, 10, Cancellation);
        Assert.Equal(["nothing", "The cascade", "nothing"], audit.Select(static row => row.Details));
        Assert.Empty(await store.ReadAsync("other", Cancellation));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Where_the_audit_has_nothing_to_say_nothing_is_written(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var store = new StressEventNameStore(test.Database);

        await store.SetAsync(First, static _ => null, Cancellation);

        Assert.Empty(await store.ReadAsync(Make.Fund, Cancellation));
        Assert.Equal(0, await test.CountAsync("audit_entry"));
    }

    private static AuditDraft Draft(StressEventNameRow? before, string person) =>
        new(DateTimeOffset.UnixEpoch, person, "test", "event.named", "usdt/7", before?.Name ?? "nothing");
}
