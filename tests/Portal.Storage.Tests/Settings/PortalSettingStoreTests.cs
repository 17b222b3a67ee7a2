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
}
