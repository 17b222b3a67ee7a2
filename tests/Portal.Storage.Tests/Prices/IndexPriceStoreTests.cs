using Portal.Storage.Database;
using Portal.Storage.Prices;

namespace Portal.Storage.Tests.Prices;

public sealed class IndexPriceStoreTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<SqlEngine> Engines => TestDatabase.Engines;

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Each_asset_has_one_row_with_its_newest_price_to_the_last_digit(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var store = new IndexPriceStore(test.Database);
        const string Longest = "99999999999999999999.999999999999999999";

        Assert.Equal([true, true], await store.PutAsync([Of("BTC", "96412.5", 1_000), Of("USDT", "1", 1_000)], Cancellation));
        Assert.Equal([true], await store.PutAsync([Of("BTC", Longest, 2_000)], Cancellation));

        Assert.Equal([Of("BTC", Longest, 2_000), Of("USDT", "1", 1_000)], await store.ReadAllAsync(Cancellation));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task An_older_price_is_not_kept_and_the_same_again_is(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var store = new IndexPriceStore(test.Database);
        await store.PutAsync([Of("BTC", "2", 2_000)], Cancellation);

        Assert.Equal([false, true], await store.PutAsync([Of("BTC", "1", 1_999), Of("ETH", "7", 1)], Cancellation));
        Assert.Equal([true], await store.PutAsync([Of("BTC", "2", 2_000)], Cancellation));

        Assert.Equal(["2", "7"], (await store.ReadAllAsync(Cancellation)).Select(row => row.Price));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Several_writers_at_once_leave_the_newest(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        await new IndexPriceStore(test.Database).PutAsync([Of("BTC", "1", 0)], Cancellation);

        await Task.WhenAll(Enumerable.Range(1, 20).Select(number => Task.Run(
            () => new IndexPriceStore(test.OpenAgain()).PutAsync([Of("BTC", $"{number}", number)], Cancellation), Cancellation)));

        Assert.Equal([Of("BTC", "20", 20)], await new IndexPriceStore(test.Database).ReadAllAsync(Cancellation));
    }

    private static IndexPriceRow Of(string asset, string price, long atMs) => new(asset, price, atMs, "engine");
}
