using Portal.Worker.Intake;
using static Portal.Worker.Tests.Intake.TestIntake;

namespace Portal.Worker.Tests.Intake;

public sealed class BodyTests
{
    [Fact]
    public void An_array_is_read_in_its_order()
    {
        var records = Body($"[{Totals},{Position}\n, {Bankruptcy}]").Value;

        Assert.Equal(["L-1", "L-2", "L-3"], records.Select(static record => record.ExternalId));
        Assert.All(records, static record => Assert.Null(record.LineNumber));
        Assert.Equal(Bytes(Bankruptcy), records[2].Payload.ToArray());
    }

    [Fact]
    public void Lines_are_numbered_and_blank_ones_skipped()
    {
        var records = Body($"\uFEFF{Totals}\r\n\n  \t\r\n{Position}\n{With(Totals, "margin", "1")}", isNdjson: true).Value;

        Assert.Equal([1L, 4L, 5L], records.Select(static record => record.LineNumber!.Value));
        Assert.Equal([null, null, "not-a-string"], records.Select(static record => record.Problem?.Code));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData(" [ ] \n")]
    public void An_array_may_be_empty(string body) => Assert.Empty(Body(body).Value);

    [Fact]
    public void No_line_is_no_record() => Assert.Empty(Body("\n\n", isNdjson: true).Value);

    [Fact]
    public void A_value_that_is_no_object_is_the_fault_of_its_place_alone()
    {
        var records = Body($"[{Totals},7,{Position}]").Value;

        Assert.Equal([null, "not-an-object", null], records.Select(static record => record.Problem?.Code));
    }

    [Theory]
    [InlineData("", "Line 1:")]
    [InlineData("{}", "Line 1:")]
    [InlineData("[{}\n,{}\n,oops]", "Line 3:")]
    [InlineData("[{},]", "Line 1:")]
    [InlineData("[{}] []", "Line 1:")]
    [InlineData("[{}\n", "Line ")]
    public void An_unreadable_array_names_the_line(string body, string begins)
    {
        var problem = Body(body).Problem!;

        Assert.Equal("unreadable-body", problem.Code);
        Assert.StartsWith(begins, problem.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}\n\n{\"externalId\":}\n{}", "Line 3:")]
    [InlineData("{} {}", "Line 1:")]
    [InlineData("[{},\n{}]", "Line 1:")]
    public void One_unreadable_line_makes_the_body_unreadable(string body, string begins)
    {
        var problem = Body(body, isNdjson: true).Problem!;

        Assert.Equal("unreadable-body", problem.Code);
        Assert.StartsWith(begins, problem.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[{},{},{}]", false)]
    [InlineData("{}\n{}\n{}", true)]
    public void More_records_than_allowed_are_refused_together(string body, bool isNdjson)
    {
        Assert.Equal("too-many-records", Body(body, isNdjson, recordsMax: 2).Problem!.Code);
        Assert.Equal(3, Body(body, isNdjson, recordsMax: 3).Value.Count);
    }

    [Fact]
    public void Nesting_without_end_is_refused() => Assert.Equal("unreadable-body", Body($"[{new string('[', 100_000)}").Problem!.Code);

    [Theory]
    [InlineData("margin", "\"100\"", "\"100.000\"")]
    [InlineData("margin", "\"0\"", "\"-0.0\"")]
    [InlineData("totalLoss", "\"1.50\"", "\"0001.5\"")]
    [InlineData("occurredAt", "\"2026-01-31T12:00:00Z\"", "\"2026-01-31T13:00:00.0009+01:00\"")]
    [InlineData("sourceSequence", "7", "\"007\"")]
    [InlineData("externalId", "\"a\"", "\"b\"")]
    public void The_same_content_has_the_same_hash(string field, string one, string other) =>
        Assert.Equal(Liquidation(With(Totals, field, one)).ContentHash, Liquidation(With(Totals, field, other)).ContentHash);

    [Theory]
    [InlineData("margin", "\"100\"", "\"100.00000001\"")]
    [InlineData("account", "\"a\"", "\"b\"")]
    [InlineData("account", "\"a\"", null)]
    [InlineData("positionSide", "\"long\"", "\"short\"")]
    [InlineData("fillNotional", "\"0\"", null)]
    public void Other_content_has_another_hash(string field, string one, string? other) =>
        Assert.NotEqual(Liquidation(With(Totals, field, one)).ContentHash, Liquidation(With(Totals, field, other)).ContentHash);

    [Fact]
    public void Order_and_white_space_do_not_count()
    {
        var shuffled = """{ "totalLoss" : "120.5", "margin":"100", "asset":"USDT","positionSide":"long","occurredAt":"2026-01-31T12:00:00.250Z","symbol":"BTCUSDT","externalId":"L-1" }""";

        Assert.Equal(Liquidation(Totals).ContentHash, Liquidation(shuffled).ContentHash);
        Assert.Equal(32, Liquidation(Totals).ContentHash.Length);
    }
}
