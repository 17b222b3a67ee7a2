using System.Text;
using Portal.Settlement.Contracts;
using Portal.Settlement.Ledger;
using Portal.Settlement.Liquidations;
using Portal.Worker.Intake;
using Portal.Worker.Sources.ExchangeStreams;
using Portal.Worker.Tests.Intake;

namespace Portal.Worker.Tests.Sources.ExchangeStreams;

public sealed class ExchangeStreamFormatTests
{
    [Fact]
    public void Binance_tells_the_order_that_closed_a_position()
    {
        const string Message = """{"stream":"!forceOrder@arr","data":{"e":"forceOrder","E":1568014460893,"o":{"s":"BTCUSDT","S":"SELL","o":"LIMIT","f":"IOC","q":"0.014","p":"9910","ap":"9915","X":"FILLED","l":"0.014","z":"0.010","T":1568014460893}}}""";

        var liquidation = Assert.Single(Read("binance", Message)).Liquidation!;

        Assert.Equal(("BTCUSDT", PositionSide.Long, "USDT"), (liquidation.Symbol, liquidation.Side, liquidation.AssetCode));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1_568_014_460_893), liquidation.OccurredAt);
        Assert.Equal("0.01 9910 9915", Describe(liquidation));
    }

    [Fact]
    public void Bybit_tells_the_side_of_the_position_and_the_bankruptcy_price_alone()
    {
        const string Message = """{"topic":"allLiquidation.ROSEUSDT","type":"snapshot","ts":1739502303204,"data":[{"T":1739502302929,"s":"ROSEUSDT","S":"Sell","v":"20000","p":"0.04499"},{"T":1739502302929,"s":"BTCUSD","S":"Buy","v":"1","p":"9"}]}""";

        var told = Read("bybit", Message, symbols: ["ROSEUSDT", "BTCUSD"]).Select(static record => record.Liquidation!).ToArray();

        Assert.Equal((PositionSide.Short, "USDT"), (told[0].Side, told[0].AssetCode));
        Assert.Equal("20000 0.04499 0.04499", Describe(told[0]));
        Assert.Equal((PositionSide.Long, null), (told[1].Side, told[1].AssetCode));
    }

    [Fact]
    public void Okx_sizes_need_a_listed_contract_and_its_bankruptcy_loss_is_the_deficit()
    {
        const string Message = """{"arg":{"channel":"liquidation-orders","instType":"SWAP"},"data":[{"details":[{"bkLoss":"0","bkPx":"0.007831","ccy":"","posSide":"short","side":"buy","sz":"13","ts":"1692266434010"},{"bkLoss":"1.5","bkPx":"0.007831","posSide":"net","side":"sell","sz":"13","ts":"1692266434010"}],"instFamily":"IOST-USDT","instId":"IOST-USDT-SWAP","instType":"SWAP","uly":"IOST-USDT"}]}""";

        var told = Read("okx", Message).Select(static record => record.Liquidation!).ToArray();

        Assert.All(told, static liquidation => Assert.Equal(("IOST-USDT-SWAP", null, null), (liquidation.Symbol, liquidation.AssetCode, liquidation.FundForUnlisted)));
        Assert.Equal((PositionSide.Short, "13 0.007831 0.007831"), (told[0].Side, Describe(told[0])));
        Assert.Equal((PositionSide.Long, "1.5"), (told[1].Side, Assert.IsType<LiquidationForm.Deficit>(told[1].Form).Amount.ToString()));
        Assert.NotEqual(told[0].ExternalId, told[1].ExternalId);
    }

    [Fact]
    public void The_same_message_has_the_same_ids_and_any_other_has_others()
    {
        var (first, again, other) = (Read("binance", TestMirror.Order(1)), Read("binance", TestMirror.Order(1)), Read("binance", TestMirror.Order(2)));

        Assert.Equal((first[0].ExternalId, Convert.ToHexString(first[0].ContentHash)), (again[0].ExternalId, Convert.ToHexString(again[0].ContentHash)));
        Assert.NotEqual(first[0].ExternalId, other[0].ExternalId);
    }

    [Fact]
    public void Only_the_symbols_asked_for_are_taken()
    {
        Assert.Empty(Read("binance", TestMirror.Order(1), symbols: ["ETHUSDT"]));
        Assert.Single(Read("binance", TestMirror.Order(1, "ETHUSDT"), symbols: ["ETHUSDT"]));
    }

    [Theory]
    [InlineData("kraken", "wss://x.example", null, null, "Exchange")]
    [InlineData("binance", "https://x.example", null, null, "Address")]
    [InlineData("bybit", "wss://x.example", null, null, "Symbols")]
    [InlineData("okx", "wss://x.example", "usdt", null, "Fund")]
    [InlineData("binance", "wss://x.example", null, "a b", "Source")]
    [InlineData("binance", "wss://x.example", null, "second", null)]
    public void A_stream_that_can_not_work_is_refused_by_the_name_of_the_setting(string exchange, string address, string? fund, string? source, string? fault)
    {
        var problem = new ExchangeStreamOptions { Exchange = exchange, Address = address, Fund = fund, Source = source }.Check();

        Assert.Equal(fault, problem?.Split(' ')[0]);
    }

    private static IReadOnlyList<IntakeRecord> Read(string exchange, string message, params string[] symbols)
    {
        var options = new ExchangeStreamOptions { Exchange = exchange, Address = "wss://x.example" };
        foreach (var symbol in symbols)
        {
            options.Symbols.Add(symbol);
        }

        var read = ExchangeStreamFormat.Of(options, TestIntake.Master).Read(Encoding.UTF8.GetBytes(message), Rulebook.Empty);
        Assert.Null(read.Refusal);
        return read.Records;
    }

    private static string Describe(Liquidation liquidation)
    {
        var form = Assert.IsType<LiquidationForm.Bankruptcy>(liquidation.Form);
        return $"{form.Quantity} {form.BankruptcyPrice} {form.FillPrice}";
    }
}
