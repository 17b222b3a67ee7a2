using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Portal.Storage.Prices;

namespace Portal.Web.Tests.Intake;

/// <summary>Index prices over HTTP: signed as everything is, kept beside the ledger.</summary>
public sealed class PricesTests : IAsyncLifetime
{
    private const string Prices = "/api/intake/v1/prices";

    private readonly PortalFactory _portal = new();
    private IntakeClient _client = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _client = await IntakeClient.StartAsync(_portal);

    public async ValueTask DisposeAsync() => await _portal.DisposeAsync();

    [Fact(Timeout = 60_000)]
    public async Task The_newest_price_is_kept_and_an_older_one_is_stale_without_being_an_error()
    {
        var (status, first) = await _client.SendAsync($"[{Record("96412.5", TimeSpan.Zero)}]", Prices);
        var (again, second) = await _client.SendAsync($"[{Record("1", TimeSpan.FromSeconds(-5))}]", Prices);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (status, again));
        Assert.Equal(["taken"], Statuses(first));
        Assert.Equal(["stale"], Statuses(second));
        Assert.Equal("96412.5", Assert.Single(await ReadAsync()).Price);
        Assert.Equal((2, "10.00000000"), await _client.ReadLedgerAsync());
    }

    [Fact(Timeout = 60_000)]
    public async Task Of_several_prices_of_an_asset_the_newest_counts_and_each_is_answered_in_the_order_sent()
    {
        var (_, body) = await _client.SendAsync(
            $"[{Record("1", TimeSpan.FromSeconds(-2), more: ",\"externalId\":\"P-1\"")},{Record("3", TimeSpan.Zero)},{Record("2", TimeSpan.FromSeconds(-1))},{Record("x", TimeSpan.Zero)}]", Prices);

        Assert.Equal(["stale", "taken", "stale", "rejected"], Statuses(body));
        Assert.Equal("P-1", body.GetProperty("results")[0].GetProperty("externalId").GetString());
        Assert.Equal("3", Assert.Single(await ReadAsync()).Price);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("\"price\":\"5\"", "\"price\":\"0\"", "price", "not-positive")]
    [InlineData("\"price\":\"5\"", "\"price\":\"-5\"", "price", "not-positive")]
    [InlineData("\"price\":\"5\"", "\"price\":\"1e5\"", "price", "not-a-number")]
    [InlineData("\"price\":\"5\"", "\"price\":\"0.0000000000000000001\"", "price", "too-many-decimals")]
    [InlineData("\"price\":\"5\"", "\"price\":5", "price", "not-a-string")]
    [InlineData("\"price\":\"5\",", "", "price", "missing")]
    [InlineData("\"asset\":\"BTC\"", "\"asset\":\"DOGE\"", "asset", "unknown-asset")]
    [InlineData("\"asset\":\"BTC\"", "\"asset\":\"btc\"", "asset", "bad-asset")]
    [InlineData("\"asset\":\"BTC\",", "", "asset", "missing")]
    [InlineData("\"at\":\"2026-01-01T00:00:00Z\"", "\"at\":\"2099-01-01T00:00:00Z\"", "at", "too-far-ahead")]
    [InlineData("\"at\":\"2026-01-01T00:00:00Z\"", "\"at\":\"noon\"", "at", "not-a-time")]
    [InlineData("\"price\":\"5\"", "\"price\":\"5\",\"symbol\":\"BTCUSD\"", "symbol", "unknown-field")]
    public async Task A_bad_field_is_named_and_nothing_is_kept(string good, string bad, string field, string code)
    {
        const string Record = """{"asset":"BTC","price":"5","at":"2026-01-01T00:00:00Z"}""";

        var (status, body) = await _client.SendAsync($"[{Record.Replace(good, bad, StringComparison.Ordinal)}]", Prices);

        Assert.Equal(HttpStatusCode.OK, status);
        var result = body.GetProperty("results")[0];
        Assert.Equal("rejected", result.GetProperty("status").GetString());
        Assert.Equal((code, field), (result.GetProperty("problem").GetProperty("code").GetString(), result.GetProperty("problem").GetProperty("field").GetString()));
        Assert.Empty(await ReadAsync());
    }

    [Fact(Timeout = 60_000)]
    public async Task Who_does_not_sign_is_refused()
    {
        var body = System.Text.Encoding.UTF8.GetBytes($"[{Record("5", TimeSpan.Zero)}]");

        var (status, _) = await _client.SendAsync(_client.Sign(Prices, body, secret: new string('0', 64)));

        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.Empty(await ReadAsync());
    }

    private Task<IReadOnlyList<IndexPriceRow>> ReadAsync() => _portal.Services.GetRequiredService<IndexPriceStore>().ReadAllAsync(Cancellation);

    private static string Record(string price, TimeSpan off, string more = "") =>
        $$"""{"asset":"BTC","price":"{{price}}","at":"{{(DateTimeOffset.UtcNow + off).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)}}"{{more}}}""";

    private static IEnumerable<string?> Statuses(JsonElement body) => body.GetProperty("results").EnumerateArray().Select(result => result.GetProperty("status").GetString());
}
