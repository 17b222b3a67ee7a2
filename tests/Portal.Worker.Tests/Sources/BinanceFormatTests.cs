using Portal.Settlement.Contracts;
using Portal.Settlement.Liquidations;
using Portal.Worker.Tests.Intake;
using static Portal.Worker.Tests.Sources.TestReplay;

namespace Portal.Worker.Tests.Sources;

public sealed class BinanceFormatTests
{
    private const string ForceOrders = "binance-force-orders";
    private const string Snapshot = "binance-liquidation-snapshot";

    // Made for this test in the form of the recordings, figures and all.
    private const string Orders = """
        <generator object at 0x0>,175.54066740000002
        AAA,SELL,LIMIT,IOC,5642,0.1921769,0.1950000,FILLED,55,5642,1718902948710,1084.2620698
        BBBUSDC,BUY,LIMIT,IOC,0.46,27.619285,27.516260,FILLED,0.26,0.46,1718903346426,12.704871100000002
        AAA,SELL,LIMIT,IOC,5642,0.1921769,0.1950000,FILLED,55,5642,1718902948710,1084.2620698
        CCCUSDT,BUY,LIMIT,IOC,552,0.6754843,0.7,PARTIALLY_FILLED,9,500,1718902949456,372.8673336
        """;

    private const string Header = "time,side,order_type,time_in_force,original_quantity,price,average_price,order_status,last_fill_quantity,accumulated_fill_quantity";

    [Fact]
    public void Force_orders_settle_to_the_unit_in_the_fund_of_their_suffix()
    {
        var ledger = new MemoryLedger().Open("usdt", "USDT", "1000", Opened).Open("usdc", "USDC", "1000", Opened);

        Settle(ledger, Open(Orders, ForceOrders));

        // (0.195 - 0.1921769) x 5642 and (27.619285 - 27.51626) x 0.46; the short filled above its limit: (0.6754843 - 0.7) x 500, rounded down.
        Assert.Equal("15.92793020", ledger.Surplus("USDT"));
        Assert.Equal("0.04739150", ledger.Surplus("USDC"));
        Assert.Equal("12.25785000", ledger.Drawn("USDT"));
        Assert.Equal(1, ledger.Duplicates);
        var rejected = Assert.Single(ledger.Rejected);
        Assert.Equal((1L, "too-few-columns"), (rejected.LineNumber, rejected.Problem!.Code));
    }

    [Fact]
    public void An_order_is_read_as_the_contract_says()
    {
        var records = Read(Orders, ForceOrders);

        var first = records[1].Liquidation!;
        Assert.Equal(("AAA", PositionSide.Long, "USDT"), (first.Symbol, first.Side, first.AssetCode));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1_718_902_948_710), first.OccurredAt);
        var form = Assert.IsType<LiquidationForm.Bankruptcy>(first.Form);
        Assert.Equal("5642 0.1921769 0.195", $"{form.Quantity} {form.BankruptcyPrice} {form.FillPrice}");
        Assert.Equal(PositionSide.Short, records[2].Liquidation!.Side);
        Assert.Equal("500", Assert.IsType<LiquidationForm.Bankruptcy>(records[4].Liquidation!.Form).Quantity.ToString());
    }

    [Fact]
    public void Alike_lines_have_one_id_and_any_other_line_another()
    {
        var ids = Read(Orders, ForceOrders).Select(static record => record.ExternalId).ToArray();

        Assert.Equal(ids[1], ids[3]);
        Assert.Equal(4, ids.Distinct().Count());
        Assert.All(ids.Skip(1), static id => Assert.InRange(id!.Length, 1, 128));
    }

    [Fact]
    public void With_a_fund_everything_nobody_lists_settles_in_it()
    {
        var ledger = new MemoryLedger().Open("one", "USDT", "1000", Opened).Open("other", "USDT", "0", Opened, "AAA");

        Settle(ledger, Open(Orders, ForceOrders, fundId: "one"));

        Assert.Equal(3, ledger.Liquidations.Count());
        Assert.Equal("15.92793020", ledger.State.Find("other")!.Balance.ToString());
        Assert.Equal("987.78954150", ledger.State.Find("one")!.Balance.ToString());
    }

    [Theory]
    [InlineData("AAA,HOLD,LIMIT,IOC,1,1,1,FILLED,1,1,1718902948710,1", "side")]
    [InlineData("AAA,SELL,LIMIT,IOC,1,x,1,FILLED,1,1,1718902948710,1", "limit price")]
    [InlineData("AAA,SELL,LIMIT,IOC,1,1,0,FILLED,1,1,1718902948710,1", "average price")]
    [InlineData("AAA,SELL,LIMIT,IOC,1,1,1,NEW,0,0,1718902948710,1", "filled quantity")]
    [InlineData("AAA,SELL,LIMIT,IOC,1,1,1,FILLED,1,1,2024-06-20,1", "time")]
    [InlineData(",SELL,LIMIT,IOC,1,1,1,FILLED,1,1,1718902948710,1", "symbol")]
    [InlineData("\"AAA,SELL,LIMIT,IOC,1,1,1,FILLED,1,1,1718902948710,1", null)]
    public void A_line_that_cannot_be_read_says_why_and_the_rest_goes_on(string line, string? field)
    {
        var records = Read($"{line}\nAAA,SELL,LIMIT,IOC,1,1,1,FILLED,1,1,1718902948710,1", ForceOrders);

        Assert.Equal((1L, field), (records[0].LineNumber, records[0].Problem!.Field));
        Assert.Equal(TestIntake.Bytes(line), records[0].Payload.ToArray());
        Assert.Null(records[1].Problem);
    }

    [Fact]
    public void Byte_order_mark_line_ends_quotes_exponents_and_further_columns_do_not_matter()
    {
        var records = Read("\uFEFF\"AAA\",SELL,LIMIT,IOC,1, 1e-1 ,\"0.2\",FILLED,1,1E3,1718902948710,1,more,columns\r\n\r\nAAA,SELL,LIMIT,IOC,1,1,1,FILLED,1,1,1718902948710\r\n", ForceOrders);

        Assert.Equal([null, null], records.Select(static record => record.Problem));
        Assert.Equal([1L, 3L], records.Select(static record => record.LineNumber!.Value));
        var form = Assert.IsType<LiquidationForm.Bankruptcy>(records[0].Liquidation!.Form);
        Assert.Equal("AAA 1000 0.1 0.2", $"{records[0].Liquidation!.Symbol} {form.Quantity} {form.BankruptcyPrice} {form.FillPrice}");
    }

    [Fact]
    public void A_coin_margined_snapshot_settles_where_its_contract_is_listed_and_only_there()
    {
        const string file = "/archive/BTCUSD_PERP-liquidationSnapshot-2024-01-01.csv";
        const string content = $"{Header}\n1704067200000,SELL,LIMIT,IOC,100,9950,9900,FILLED,1,100\n1704067200000,SELL,LIMIT,IOC,100,9950,9900,FILLED,1,100\n";
        var listed = new MemoryLedger().Open("btc", "BTC", "10", Opened, "X").List("BTCUSD_PERP", ContractKind.Inverse, "BTC", "100", "btc", Opened);
        var unlisted = new MemoryLedger().Open("btc", "BTC", "10", Opened);

        Settle(listed, Open(content, Snapshot, file: file));
        Settle(unlisted, Open(content, Snapshot, fundId: "btc", file: file));

        // 10,000 USD x (1/9900 - 1/9950) = 0.00507588447..., which the fund pays rounded up.
        Assert.Equal("0.00507589", listed.Drawn("BTC"));
        Assert.Equal((1, 1), (listed.Liquidations.Count(), listed.Duplicates));
        Assert.Equal(["asset", "asset"], unlisted.Rejected.Select(static record => record.Problem!.Field));
    }

    [Fact]
    public void A_snapshot_takes_its_symbol_from_a_column_or_an_option_too()
    {
        var byColumn = Read($"symbol,{Header}\nETHUSDT,1704067200000,SELL,LIMIT,IOC,1,1,1,FILLED,1,1", Snapshot);
        var options = new Worker.Sources.Replay.ReplayOptions { File = "day.csv", Format = Snapshot, Symbol = "ETHUSDT" };
        using var file = Worker.Sources.Replay.ReplayFile.Open(options, TestIntake.Master, new MemoryStream(TestIntake.Bytes("1704067200000,SELL,LIMIT,IOC,1,1,1,FILLED,1,1"))).Value;
        var byOption = file.Read().Single();

        Assert.Equal(("ETHUSDT", "USDT"), (byColumn[0].Liquidation!.Symbol, byColumn[0].Liquidation!.AssetCode));
        Assert.Equal(("ETHUSDT", 1L), (byOption.Liquidation!.Symbol, byOption.LineNumber!.Value));
    }

    [Theory]
    [InlineData(Header, "day.csv", "symbol")]
    [InlineData("time,side,price", "BTCUSDT-liquidationSnapshot-2024-01-01.csv", "average_price")]
    public void A_snapshot_that_cannot_be_replayed_says_why(string content, string file, string field)
    {
        var options = new Worker.Sources.Replay.ReplayOptions { File = file, Format = Snapshot };

        Assert.Equal(field, Worker.Sources.Replay.ReplayFile.Open(options, TestIntake.Master, new MemoryStream(TestIntake.Bytes(content))).Problem!.Field);
    }
}
