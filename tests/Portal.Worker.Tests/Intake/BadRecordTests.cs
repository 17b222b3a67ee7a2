using static Portal.Worker.Tests.Intake.TestIntake;

namespace Portal.Worker.Tests.Intake;

public sealed class BadRecordTests
{
    [Theory]
    [InlineData("externalId", null, "missing")]
    [InlineData("externalId", "\"\"", "bad-id")]
    [InlineData("externalId", "\"ä\"", "bad-id")]
    [InlineData("externalId", "\"a\\u0000b\"", "bad-id")]
    [InlineData("externalId", "7", "not-a-string")]
    [InlineData("externalId", "null", "null")]
    [InlineData("symbol", null, "missing")]
    [InlineData("symbol", "\"\"", "missing")]
    [InlineData("symbol", "\" BTC\"", "bad-text")]
    [InlineData("symbol", "\"BTC\\n\"", "bad-text")]
    [InlineData("symbol", "\"\\ud800\"", "bad-text")]
    [InlineData("symbol", "\"\\ufffe\"", "bad-text")]
    [InlineData("symbol", "\"*\"", "bad-symbol")]
    [InlineData("symbol", "[\"BTC\"]", "nested")]
    [InlineData("symbol", "{\"a\":{\"b\":1}}", "nested")]
    [InlineData("symbol", "true", "not-a-string")]
    [InlineData("occurredAt", null, "missing")]
    [InlineData("occurredAt", "1769860800000", "not-a-string")]
    [InlineData("occurredAt", "\"2026-01-31T12:00:00\"", "missing-zone")]
    [InlineData("occurredAt", "\"2026-01-31T12:00:00.5\"", "missing-zone")]
    [InlineData("occurredAt", "\"2026-01-31\"", "not-a-time")]
    [InlineData("occurredAt", "\"2026-01-31T12:00:00.Z\"", "not-a-time")]
    [InlineData("occurredAt", "\"2026-02-30T12:00:00Z\"", "not-a-time")]
    [InlineData("occurredAt", "\"2026-01-31T24:00:00Z\"", "not-a-time")]
    [InlineData("occurredAt", "\"2026-01-31T23:59:60Z\"", "not-a-time")]
    [InlineData("occurredAt", "\"2026-01-31T12:00:00+24:00\"", "not-a-time")]
    [InlineData("occurredAt", "\"2026-01-31T12:00:00+0100\"", "not-a-time")]
    [InlineData("occurredAt", "\"0001-01-01T00:00:00+01:00\"", "not-a-time")]
    [InlineData("occurredAt", "\"9999-12-31T23:59:59-01:00\"", "not-a-time")]
    [InlineData("occurredAt", "\"\"", "not-a-time")]
    [InlineData("positionSide", null, "missing")]
    [InlineData("positionSide", "\"Long\"", "unknown-choice")]
    [InlineData("positionSide", "\"0\"", "unknown-choice")]
    [InlineData("positionSide", "\"\"", "unknown-choice")]
    [InlineData("asset", null, "missing")]
    [InlineData("asset", "\"usdt\"", "bad-asset")]
    [InlineData("asset", "\"\"", "bad-asset")]
    [InlineData("account", "\"\"", "missing")]
    [InlineData("account", "\"a\\tb\"", "bad-text")]
    [InlineData("sourceSequence", "-1", "not-a-count")]
    [InlineData("sourceSequence", "1.0", "not-a-count")]
    [InlineData("sourceSequence", "1e3", "not-a-count")]
    [InlineData("sourceSequence", "9007199254740993", "not-a-count")]
    [InlineData("sourceSequence", "\"\"", "not-a-count")]
    [InlineData("sourceSequence", "\" 1\"", "not-a-count")]
    [InlineData("corrects", "\"\"", "bad-id")]
    [InlineData("fund", "\"a b\"", "bad-fund-id")]
    [InlineData("margin", null, "missing")]
    [InlineData("margin", "100", "not-a-string")]
    [InlineData("margin", "1e400", "not-a-string")]
    [InlineData("margin", "null", "null")]
    [InlineData("margin", "\"NaN\"", "not-a-number")]
    [InlineData("margin", "\"Infinity\"", "not-a-number")]
    [InlineData("margin", "\"1e3\"", "not-a-number")]
    [InlineData("margin", "\"1e400\"", "not-a-number")]
    [InlineData("margin", "\"+1\"", "not-a-number")]
    [InlineData("margin", "\"1,000\"", "not-a-number")]
    [InlineData("margin", "\" 1\"", "not-a-number")]
    [InlineData("margin", "\"\"", "not-a-number")]
    [InlineData("margin", "\"-\"", "not-a-number")]
    [InlineData("margin", "\"1.\"", "not-a-number")]
    [InlineData("margin", "\".5\"", "not-a-number")]
    [InlineData("margin", "\"٣\"", "not-a-number")]
    [InlineData("margin", "\"123456789012345678901\"", "too-large")]
    [InlineData("margin", "\"0.1234567890123456789\"", "too-many-decimals")]
    [InlineData("totalLoss", null, "no-form")]
    [InlineData("entryPrice", "\"1\"", "several-forms")]
    [InlineData("deficit", "\"1\"", "several-forms")]
    [InlineData("quantity", "\"1\"", "several-forms")]
    [InlineData("fees", "\"1\"", "several-forms")]
    [InlineData("note", "\"x\"", "unknown-field")]
    [InlineData("Symbol", "\"x\"", "unknown-field")]
    public void A_fault_in_a_liquidation_of_amounts_is_told_by_code_and_field(string field, string? rawValue, string code)
    {
        var problem = Liquidation(With(Totals, field, rawValue)).Problem!;

        Assert.Equal((code, code == "no-form" ? null : field), (problem.Code, problem.Field));
        Assert.NotEmpty(problem.Detail);
    }

    [Theory]
    [InlineData("quantity", null, "missing")]
    [InlineData("quantity", "\"0\"", "not-positive")]
    [InlineData("quantity", "\"-1\"", "not-positive")]
    [InlineData("fillPrice", "\"0.00\"", "not-positive")]
    [InlineData("entryPrice", "\"-100\"", "not-positive")]
    [InlineData("margin", null, "missing")]
    [InlineData("fees", "0.5", "not-a-string")]
    [InlineData("funding", "\"\"", "not-a-number")]
    [InlineData("fillNotional", "\"1\"", "several-forms")]
    [InlineData("bankruptcyPrice", "\"1\"", "several-forms")]
    public void A_fault_in_a_position_is_told_by_code_and_field(string field, string? rawValue, string code)
    {
        var problem = Liquidation(With(Position, field, rawValue)).Problem!;

        Assert.Equal((code, field), (problem.Code, problem.Field));
    }

    [Theory]
    [InlineData("externalId", null, "missing", "externalId")]
    [InlineData("symbol", null, "missing", "symbol")]
    [InlineData("fund", "\"main\"", "contradictory", "fund")]
    [InlineData("asset", null, "missing", "asset")]
    [InlineData("asset", "\"u\"", "bad-asset", "asset")]
    [InlineData("amount", "12.5", "not-a-string", "amount")]
    [InlineData("amount", null, "missing", "amount")]
    [InlineData("periodStart", "\"yesterday\"", "not-a-time", "periodStart")]
    [InlineData("periodEnd", null, "missing", "periodEnd")]
    [InlineData("feeKind", "\"withdrawal\"", "unknown-choice", "feeKind")]
    [InlineData("market", "\"\"", "missing", "market")]
    [InlineData("positionSide", "\"long\"", "unknown-field", "positionSide")]
    public void A_fault_in_fees_is_told_by_code_and_field(string field, string? rawValue, string code, string at)
    {
        var problem = FeeRecord(With(Fee, field, rawValue)).Problem!;

        Assert.Equal((code, at), (problem.Code, problem.Field));
    }

    [Fact]
    public void Lengths_have_limits()
    {
        Assert.Null(Liquidation(With(Totals, "externalId", $"\"{new string('x', 128)}\"")).Problem);
        Assert.Equal("bad-id", Liquidation(With(Totals, "externalId", $"\"{new string('x', 129)}\"")).Problem!.Code);
        Assert.Null(Liquidation(With(Totals, "symbol", $"\"{new string('x', 64)}\"")).Problem);
        Assert.Equal("too-long", Liquidation(With(Totals, "symbol", $"\"{new string('x', 65)}\"")).Problem!.Code);
        Assert.Equal("too-long", Liquidation(With(Totals, "account", $"\"{new string('x', 129)}\"")).Problem!.Code);
        Assert.Equal("unknown-field", Liquidation(With(Totals, new string('x', 100_000), "\"\"")).Problem!.Code);
    }

    [Fact]
    public void A_field_given_twice_is_a_fault_even_if_both_say_the_same()
    {
        var problem = Liquidation(Totals.Trim()[..^1] + ",\"\\u006dargin\":\"100\"}").Problem!;

        Assert.Equal(("repeated-field", "margin"), (problem.Code, problem.Field));
    }

    [Fact]
    public void Broken_bytes_in_a_text_are_a_fault_of_that_field()
    {
        var json = Bytes(Totals);
        json[Totals.IndexOf("BTC", StringComparison.Ordinal)] = 0xC3;

        var problem = Worker.Intake.RecordReader.ReadLiquidation(json, Source, Master).Problem!;

        Assert.Equal(("bad-text", "symbol"), (problem.Code, problem.Field));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{} x")]
    [InlineData("{\"externalId\":\"1\",}")]
    [InlineData("{'externalId':'1'}")]
    [InlineData("not json")]
    public void What_is_no_JSON_is_a_problem_of_its_record(string json) => Assert.Equal("unreadable", Liquidation(json).Problem!.Code);

    [Theory]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    public void What_is_no_object_is_no_record(string json) => Assert.Equal("not-an-object", Liquidation(json).Problem!.Code);

    [Fact]
    public void Records_mutated_at_random_never_make_the_reader_throw()
    {
        // The seed is fixed so that a failure can be repeated; change it freely.
        var random = new Random(20_260_131);
        var originals = new[] { Totals, Position, Bankruptcy, Deficit, Fee }.Select(Bytes).ToArray();
        var interesting = Bytes("{}[]\",:\\u0eE+-.9\0\n\r \u00e9");
        for (var trial = 0; trial < 6_000; trial++)
        {
            var bytes = originals[random.Next(originals.Length)].ToList();
            for (var change = random.Next(1, 6); change > 0; change--)
            {
                var at = random.Next(bytes.Count);
                switch (random.Next(4))
                {
                    case 0: bytes[at] = (byte)random.Next(256); break;
                    case 1: bytes.RemoveAt(at); break;
                    case 2: bytes.Insert(at, interesting[random.Next(interesting.Length)]); break;
                    default: bytes.InsertRange(at, bytes.Slice(at, random.Next(bytes.Count - at))); break;
                }
            }

            byte[] json = [.. bytes];
            var records = new[]
            {
                Worker.Intake.RecordReader.ReadLiquidation(json, Source, Master),
                Worker.Intake.RecordReader.ReadFee(json, Source, Master),
            };
            Assert.All(records, static record => Assert.Equal(record.Problem is null, record.ContentHash.Length == 32));
            _ = Worker.Intake.RecordReader.ReadBody(Worker.Intake.RecordKind.Fee, json, isNdjson: trial % 2 == 0, Source, Master, recordsMax: 10);
        }
    }
}
