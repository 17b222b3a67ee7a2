using Portal.Storage.Audit;
using Portal.Storage.Database;
using Portal.Storage.Settings;

namespace Portal.Storage.Tests.Settings;

public sealed class PortalSettingStoreTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<SqlEngine> Engines => TestDatabase.Engines;

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task The_first_value_stays_until_it_is_set(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var settings = new PortalSettingStore(test.Database);

        Assert.Null(await settings.ReadAsync("identity", Cancellation));
        Assert.Equal("a", await settings.ReadOrAddAsync("identity", "a", Cancellation));
        Assert.Equal("a", await settings.ReadOrAddAsync("identity", "b", Cancellation));

        await settings.SetAsync("identity", "c", Cancellation);
        await settings.SetAsync("other", "d", Cancellation);

        Assert.Equal("c", await settings.ReadAsync("identity", Cancellation));
        Assert.Equal("d", await settings.ReadAsync("other", Cancellation));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_value_and_what_the_audit_says_of_it_are_written_together_or_not_at_all(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var settings = new PortalSettingStore(test.Database);
        var audit = new AuditStore(test.Database);

        await settings.SetAsync("embed", "a", before => Draft($"{before ?? "nothing"} to a"), Cancellation);
        await settings.SetAsync("embed", "b", before => Draft($"{before} to b"), Cancellation);
        await settings.SetAsync("embed", "b", static _ => null, Cancellation);

        Assert.Equal(["a to b", "nothing to a"], (await audit.ReadPageAsync(null, null, null, 10, Cancellation)).Select(row => row.Subject));
        await Assert.ThrowsAsync<InvalidOperationException>(() => settings.SetAsync("embed", "c", static _ => throw new InvalidOperationException(), Cancellation));
        Assert.Equal("b", await settings.ReadAsync("embed", Cancellation));

        static AuditDraft Draft(string subject) => new(DateTimeOffset.UnixEpoch, "alice", "::1", "embeds.changed", subject);
    }
}
