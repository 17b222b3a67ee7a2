using Portal.Settlement.Contracts;
using Portal.Settlement.FeeAllocation;
using Portal.Settlement.Liquidations;
using Portal.Worker.Intake;
using static Portal.Worker.Tests.Intake.TestIntake;

namespace Portal.Worker.Tests.Intake;

public sealed class RecordReaderTests
{
    [Fact]
    public void Every_form_of_a_liquidation_is_read()
    {
        Assert.IsType<LiquidationForm.Totals>(Liquidation(Totals).Liquidation!.Form);
        Assert.IsType<LiquidationForm.Position>(Liquidation(Position).Liquidation!.Form);
        Assert.IsType<LiquidationForm.Bankruptcy>(Liquidation(Bankruptcy).Liquidation!.Form);
        Assert.IsType<LiquidationForm.Deficit>(Liquidation(Deficit).Liquidation!.Form);
    }

    [Fact]
    public void Every_field_arrives_where_it_belongs()
    {
        var record = Liquidation("""
            {"externalId":"L-9","symbol":"ETHUSDT","occurredAt":"2026-01-31T13:00:00.2509+01:00","positionSide":"short","account":"u 7","corrects":"L-8",
             "sourceSequence":12,"fund":"alts","asset":"USDT","quantity":"2.50","entryPrice":"100","fillPrice":"112.0","margin":"20","funding":"-0.2"}
            """);

        var liquidation = record.Liquidation!;
        Assert.Equal(("L-9", "ETHUSDT", "USDT", "u 7"), (liquidation.ExternalId, liquidation.Symbol, liquidation.AssetCode, liquidation.Account));
        Assert.Equal((12L, "L-8", "alts", PositionSide.Short), (liquidation.SourceSequence, liquidation.Corrects, liquidation.FundForUnlisted, liquidation.Side));
        Assert.Equal(new DateTimeOffset(2026, 1, 31, 12, 0, 0, 250, TimeSpan.Zero), liquidation.OccurredAt);
        Assert.Equal(TimeSpan.Zero, liquidation.OccurredAt.Offset);
        var position = Assert.IsType<LiquidationForm.Position>(liquidation.Form);
        Assert.Equal("2.5 100 112 20", $"{position.Quantity} {position.EntryPrice} {position.FillPrice} {position.Margin}");
        Assert.Null(position.Fees);
        Assert.Equal("-0.2", position.Funding.ToString());
        Assert.Null(record.Problem);
        Assert.Null(record.Fee);
    }

    [Fact]
    public void Fees_are_read()
    {
        var fee = FeeRecord(Fee).Fee!;

        Assert.Equal(("F-1", "BTCUSDT", "USDT", "12.5", FeeKind.Taker), (fee.ExternalId, fee.Symbol, fee.AssetCode, fee.Amount.ToString(), fee.Kind));
        Assert.Equal(TimeSpan.FromMinutes(1), fee.PeriodEnd - fee.PeriodStart);
        Assert.Equal("main", FeeRecord(With(With(Fee, "symbol", null), "fund", "\"main\"")).Fee!.FundId);
    }

    [Theory]
    [InlineData("sourceSequence", "12", 12L)]
    [InlineData("sourceSequence", "\"12\"", 12L)]
    [InlineData("sourceSequence", "9007199254740992", 1L << 53)]
    public void A_count_is_a_number_or_digits(string field, string rawValue, long count) =>
        Assert.Equal(count, Liquidation(With(Totals, field, rawValue)).Liquidation!.SourceSequence);

    [Theory]
    [InlineData("2026-01-31T12:00:00Z", "2026-01-31T12:00:00.000Z")]
    [InlineData("2026-01-31t12:00:00.1z", "2026-01-31T12:00:00.100Z")]
    [InlineData("2026-01-31 12:00:00.999999999999+00:00", "2026-01-31T12:00:00.999Z")]
    [InlineData("2026-01-31T00:30:00.25-05:30", "2026-01-31T06:00:00.250Z")]
    [InlineData("2024-02-29T23:59:59+14:00", "2024-02-29T09:59:59.000Z")]
    public void A_time_is_read_with_its_zone_and_cut_off_to_milliseconds(string written, string meant)
    {
        var read = Liquidation(With(Totals, "occurredAt", $"\"{written}\"")).Liquidation!.OccurredAt;

        Assert.Equal(meant, read.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void A_symbol_is_brought_to_normal_form()
    {
        var composed = Liquidation(With(Totals, "symbol", "\"CAF\u00c9\""));
        var decomposed = Liquidation(With(Totals, "symbol", "\"CAFE\u0301\""));

        Assert.Equal("CAF\u00c9", decomposed.Liquidation!.Symbol);
        Assert.Equal(composed.ContentHash, decomposed.ContentHash);
    }

    [Fact]
    public void A_record_with_a_fault_is_still_known_by_its_id()
    {
        var record = Liquidation(With(Totals, "margin", "100"));

        Assert.Equal("L-1", record.ExternalId);
        Assert.Null(record.Liquidation);
        Assert.Equal(Liquidation(Totals).Receipt, record.Receipt);
        Assert.Empty(record.ContentHash);
    }

    [Fact]
    public void What_was_sent_is_kept_up_to_8_KiB()
    {
        Assert.Equal(Bytes(Totals), Liquidation(Totals).Payload.ToArray());

        var padded = Liquidation("{" + new string(' ', 20_000) + Totals[1..]);

        Assert.Null(padded.Problem);
        Assert.Equal(8 * 1024, padded.Payload.Length);
    }

    [Fact]
    public void A_record_written_is_read_back_as_it_was()
    {
        foreach (var json in new[] { Totals, Position, Bankruptcy, Deficit, With(Totals, "account", "\"ü\\n\"".Replace("\\n", "\\\"", StringComparison.Ordinal)) })
        {
            var record = Liquidation(json);
            var again = RecordReader.ReadLiquidation(RecordWriter.Write(record.Liquidation!), Source, Master);

            Assert.Equal(record.Liquidation, again.Liquidation);
            Assert.Equal(record.ContentHash, again.ContentHash);
        }

        var fee = FeeRecord(Fee);
        Assert.Equal(fee.Fee, RecordReader.ReadFee(RecordWriter.Write(fee.Fee!), Source, Master).Fee);
    }

    [Fact]
    public void The_form_a_deficit_alone_needs_no_side()
    {
        Assert.Null(Liquidation(Deficit).Liquidation!.Side);
        Assert.Equal(PositionSide.Long, Liquidation(With(Deficit, "positionSide", "\"long\"")).Liquidation!.Side);
    }
}
