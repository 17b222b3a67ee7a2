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
        Assert.Equal(first, await keys.FindActiveAsync("engine", Cancellation));

        Assert.True(await keys.RevokeAsync("engine", Now.AddHours(1), Cancellation));
        Assert.False(await keys.RevokeAsync("engine", Now.AddHours(2), Cancellation));
        Assert.Null(await keys.FindActiveAsync("engine", Cancellation));

        var second = await keys.AddAsync("engine", Now.AddHours(2), Cancellation);
        Assert.Equal("engine/2", second!.KeyId);
        Assert.Equal(
            [first! with { RevokedAtMs = Now.AddHours(1).ToUnixTimeMilliseconds() }, second], await keys.ReadAllAsync(Cancellation));
    }

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Engines))]
    public async Task Two_who_add_a_key_at_once_do_not_both_get_one(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);

        var added = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => AddAsync(new IntakeKeyStore(test.OpenAgain())), Cancellation)));

        Assert.Single(added, key => key is not null);
    }

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
