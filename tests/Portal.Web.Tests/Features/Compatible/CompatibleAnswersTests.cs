using System.Net;
using System.Text.Json;
using Portal.Settlement.Contracts;
using Portal.Web.Tests.Live;

namespace Portal.Web.Tests.Features.Compatible;

/// <summary>What clients of exchanges read over HTTP is what the ledger says, in the form they know.</summary>
public sealed class CompatibleAnswersTests
{
    [Fact]
    public async Task Binance_clients_read_every_fund_or_the_one_behind_a_contract()
    {
        await using var portal = await CompatiblePortal.StartAsync();
        await portal.SettleTwoAsync();
        await portal.ShownAsync();

        var all = await portal.JsonAsync("/fapi/v1/insuranceBalance");
        var one = await portal.JsonAsync("/fapi/v1/insuranceBalance?symbol=DOGEUSDT");
        var other = await portal.JsonAsync("/fapi/v1/insuranceBalance?symbol=neverseenusdt");
        var risks = await portal.JsonAsync("/fapi/v1/symbolAdlRisk");

        Assert.Equal(["880.00", "50.00", "2.00000000"], all.EnumerateArray().Select(fund => fund.GetProperty("assets")[0].GetProperty("marginBalance").GetString()));
        Assert.Equal("""{"symbols":["DOGEUSDT"],"assets":[{"asset":"USDT","marginBalance":"50.00","updateTime":1772366400000}]}""", one.GetRawText());
        Assert.Equal("880.00", other.GetProperty("assets")[0].GetProperty("marginBalance").GetString());
        Assert.Equal(["BTCUSDT", "DOGEUSDT", "BTCUSD"], risks.EnumerateArray().Select(risk => risk.GetProperty("symbol").GetString()));
        Assert.All(risks.EnumerateArray(), risk => Assert.Equal("low", risk.GetProperty("adlRisk").GetString()));
    }

    [Fact]
    public async Task The_risk_of_a_contract_follows_its_fund()
    {
        await using var portal = await CompatiblePortal.StartAsync();
        await portal.Market.SettleAsync(new TestLiquidation("0", "12", "DOGEUSDT"));
        await portal.ShownAsync();
        var near = await portal.JsonAsync("/fapi/v1/symbolAdlRisk?symbol=DOGEUSDT");
        await portal.Market.SettleAsync(new TestLiquidation("0", "4", "DOGEUSDT"));
        await portal.ShownAsync();
        var on = await portal.JsonAsync("/fapi/v1/symbolAdlRisk?symbol=DOGEUSDT");
        var alert = (await portal.JsonAsync("/v5/market/adlAlert?symbol=DOGEUSDT")).GetProperty("result").GetProperty("list")[0];

        Assert.Equal("medium", near.GetProperty("adlRisk").GetString());
        Assert.Equal("high", on.GetProperty("adlRisk").GetString());
        Assert.Equal(
            """{"coin":"USDT","symbol":"DOGEUSDT","balance":"34.00","maxBalance":"","insurancePnlRatio":"-0.3","pnlRatio":"-0.32","adlTriggerThreshold":"0","adlStopRatio":"-0.25"}""",
            Sorted(alert, "coin", "symbol", "balance", "maxBalance", "insurancePnlRatio", "pnlRatio", "adlTriggerThreshold", "adlStopRatio"));
    }

    [Fact]
    public async Task Bybit_clients_read_pools_and_tell_isolated_ones_from_shared_ones()
    {
        await using var portal = await CompatiblePortal.StartAsync();

        var answer = await portal.JsonAsync("/v5/market/insurance?coin=USDT");
        var none = await portal.JsonAsync("/v5/market/insurance?coin=XYZ");

        Assert.Equal(0, answer.GetProperty("retCode").GetInt32());
        Assert.Equal("1772366400000", answer.GetProperty("result").GetProperty("updatedTime").GetString());
        Assert.Equal(
            """[{"coin":"USDT","symbols":"*,BTCUSDT","balance":"1000.00","value":""},{"coin":"USDT","symbols":"DOGEUSDT","balance":"50.00","value":""}]""",
            answer.GetProperty("result").GetProperty("list").GetRawText());
        Assert.Equal(JsonValueKind.Object, answer.GetProperty("retExtInfo").ValueKind);
        Assert.Equal(0, none.GetProperty("result").GetProperty("list").GetArrayLength());
    }

    [Fact]
    public async Task Okx_clients_read_the_reasons_of_changes_newest_first_and_page_by_page()
    {
        await using var portal = await CompatiblePortal.StartAsync();
        await portal.SettleTwoAsync();
        portal.Clock.Now += TimeSpan.FromMinutes(1);
        await portal.Market.SettleAsync(new TestLiquidation("0", "500"));
        await portal.ShownAsync();

        var all = (await portal.JsonAsync("/api/v5/public/insurance-fund?instType=SWAP&instFamily=BTC-USDT")).GetProperty("data")[0];
        var older = (await portal.JsonAsync("/api/v5/public/insurance-fund?instType=SWAP&uly=BTC-USDT&after=1772366460000&limit=2")).GetProperty("data")[0];
        var deposits = (await portal.JsonAsync("/api/v5/public/insurance-fund?instType=SWAP&uly=BTC-USDT&type=liquidation_balance_deposit")).GetProperty("data")[0];
        var newer = (await portal.JsonAsync("/api/v5/public/insurance-fund?instType=SWAP&uly=BTC-USDT&before=1772366400000")).GetProperty("data")[0];

        Assert.Equal("380.00", all.GetProperty("total").GetString());
        Assert.Equal(
            ["adl ", "bankruptcy_loss -500.00", "liquidation_balance_deposit 30.00", "bankruptcy_loss -150.00", "regular_update 1000.00"],
            Changes(all).Select(change => $"{change.GetProperty("type").GetString()} {change.GetProperty("amt").GetString()}"));
        Assert.Equal(["380.00", "380.00", "880.00", "850.00", "1000.00"], Changes(all).Select(change => change.GetProperty("balance").GetString()));
        var adl = Changes(all)[0];
        Assert.Equal(("rate_adl_start", "1000.00"), (adl.GetProperty("adlType").GetString(), adl.GetProperty("maxBal").GetString()));
        Assert.Equal("-0.62", adl.GetProperty("decRate").GetString());
        Assert.Equal(["30.00", "-150.00"], Changes(older).Select(change => change.GetProperty("amt").GetString()));
        Assert.Equal("30.00", Assert.Single(Changes(deposits)).GetProperty("amt").GetString());
        Assert.Equal(2, Changes(newer).Length);
    }

    [Fact]
    public async Task Okx_clients_read_liquidations_with_their_bankruptcy_price_and_loss()
    {
        await using var portal = await CompatiblePortal.StartAsync();
        await portal.SettleTwoAsync();
        await portal.Market.SettleAsync(TestLiquidation.Position("2", "100", "70", "40"), new TestLiquidation("10", "12"));
        await portal.Market.SettleAsync(TestLiquidation.Bankruptcy("10000", "9500", "9000", symbol: "BTCUSD", asset: "BTC"));
        await portal.ShownAsync();

        var linear = (await portal.JsonAsync("/api/v5/public/liquidation-orders?instType=SWAP&state=filled&uly=BTC-USDT&limit=3")).GetProperty("data")[0];
        var inverse = (await portal.JsonAsync("/api/v5/public/liquidation-orders?instType=SWAP&instFamily=BTC-USD")).GetProperty("data")[0];
        var futures = (await portal.JsonAsync("/api/v5/public/liquidation-orders?instType=FUTURES&uly=BTC-USDT")).GetProperty("data");

        Assert.Equal("BTC-USDT-SWAP", linear.GetProperty("instId").GetString());
        Assert.Equal(
            ["long sell   2.00", "long sell 2 80 20.00", "short buy 3 210 0.00"],
            linear.GetProperty("details").EnumerateArray().Select(one => string.Join(' ', new[] { "posSide", "side", "sz", "bkPx", "bkLoss" }.Select(name => one.GetProperty(name).GetString()))));
        Assert.Equal("BTC-USD-SWAP", inverse.GetProperty("instId").GetString());
        Assert.Equal("0.05847954", inverse.GetProperty("details")[0].GetProperty("bkLoss").GetString());
        Assert.Equal(0, futures.GetArrayLength());
    }

    [Theory]
    [InlineData("/fapi/v1/insuranceBalance?symbol=NOTHING", 400, """{"code":-1121,"msg":"Invalid symbol."}""")]
    [InlineData("/fapi/v1/symbolAdlRisk?symbol=NOTHING", 400, """{"code":-1121,"msg":"Invalid symbol."}""")]
    [InlineData("/v5/market/adlAlert?symbol=NOTHING", 200, """{"retCode":10001,"retMsg":"params error: Symbol Is Invalid","result":{},"retExtInfo":{},"time":0}""")]
    [InlineData("/api/v5/public/insurance-fund?instType=SWAP", 400, """{"code":"50015","msg":"Either parameter instFamily or uly is required","data":[]}""")]
    [InlineData("/api/v5/public/insurance-fund?uly=BTC-USDT", 400, """{"code":"50014","msg":"Parameter instType cannot be empty.","data":[]}""")]
    [InlineData("/api/v5/public/insurance-fund?instType=SWAP&uly=BTC-USDT&limit=101", 400, """{"code":"51000","msg":"Parameter limit error","data":[]}""")]
    [InlineData("/api/v5/public/insurance-fund?instType=SWAP&uly=BTC-USDT&after=x", 400, """{"code":"51000","msg":"Parameter after error","data":[]}""")]
    [InlineData("/api/v5/public/insurance-fund?instType=SWAP&uly=BTC-USDT&type=x", 400, """{"code":"51000","msg":"Parameter type error","data":[]}""")]
    [InlineData("/api/v5/public/liquidation-orders?instType=SWAP&uly=BTC-XYZ", 200, """{"code":"51001","msg":"Instrument ID does not exist","data":[]}""")]
    [InlineData("/ws", 426, """{"code":-1000,"msg":"This address speaks WebSocket."}""")]
    [InlineData("/v5/public/linear", 426, """{"retCode":10001,"retMsg":"This address speaks WebSocket.","result":{},"retExtInfo":{},"time":0}""")]
    [InlineData("/ws/v5/public", 426, """{"code":"50000","msg":"This address speaks WebSocket.","data":[]}""")]
    public async Task What_is_wrong_is_said_as_the_exchange_says_it(string address, int status, string said)
    {
        await using var portal = await CompatiblePortal.StartAsync();

        using var answer = await portal.GetAsync(address);

        Assert.Equal(said, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.NotEqual(status == 400, answer.Headers.CacheControl?.NoStore is null or false);
    }

    [Theory]
    [InlineData("/fapi/v1/insuranceBalance", HttpStatusCode.TooManyRequests, "\"code\":-1003")]
    [InlineData("/v5/market/insurance", HttpStatusCode.Forbidden, "\"retCode\":10018")]
    [InlineData("/api/v5/public/insurance-fund?instType=SWAP&uly=BTC-USDT", HttpStatusCode.TooManyRequests, "\"code\":\"50011\"")]
    public async Task Who_asks_too_often_hears_it_as_the_exchange_says_it(string address, HttpStatusCode status, string said)
    {
        await using var portal = await CompatiblePortal.StartAsync(("Portal:Limits:RequestsPerAddress", "1"));

        HttpResponseMessage answer;
        var asked = 0;
        do
        {
            answer = await portal.GetAsync(address);
        }
        while (answer.IsSuccessStatusCode && ++asked < 50);

        Assert.Equal(status, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Contains(said, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/fapi/v1/insuranceBalance")]
    [InlineData("/v5/market/insurance?coin=USDT")]
    [InlineData("/api/v5/public/insurance-fund?instType=SWAP&uly=BTC-USDT")]
    public async Task An_answer_is_tagged_and_open_to_every_site_and_told_apart_by_its_parameters(string address)
    {
        await using var portal = await CompatiblePortal.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, UriKind.Relative));
        request.Headers.Add("Origin", "https://elsewhere.example");

        using var answer = await portal.Client.SendAsync(request, TestContext.Current.CancellationToken);
        using var again = await portal.GetAsync(address, answer.Headers.ETag!.ToString());

        Assert.Equal("*", answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Fact]
    public async Task Each_parameter_makes_an_answer_of_its_own()
    {
        await using var portal = await CompatiblePortal.StartAsync();

        foreach (var (one, other) in new[]
        {
            ("/v5/market/insurance?coin=USDT", "/v5/market/insurance?coin=BTC"),
            ("/api/v5/public/insurance-fund?instType=SWAP&uly=BTC-USDT", "/api/v5/public/insurance-fund?instType=SWAP&uly=BTC-USD"),
            ("/api/v5/public/insurance-fund?instType=SWAP&instFamily=BTC-USDT", "/api/v5/public/insurance-fund?instType=SWAP&instFamily=DOGE-USDT"),
            ("/api/v5/public/insurance-fund?instType=SWAP&uly=BTC-USDT&type=regular_update", "/api/v5/public/insurance-fund?instType=SWAP&uly=BTC-USDT&type=adl"),
            ("/api/v5/public/insurance-fund?instType=SWAP&uly=BTC-USDT&limit=7", "/api/v5/public/insurance-fund?instType=OPTION&uly=BTC-USDT&limit=7"),
        })
        {
            Assert.NotEqual((await portal.JsonAsync(one)).GetRawText(), (await portal.JsonAsync(other)).GetRawText());
        }
    }

    private static JsonElement[] Changes(JsonElement fund) => [.. fund.GetProperty("details").EnumerateArray()];

    private static string Sorted(JsonElement record, params string[] names) =>
        JsonSerializer.Serialize(names.ToDictionary(name => name, name => record.GetProperty(name).GetString()), JsonSerializerOptions.Web);
}
