using Portal.Settlement.Ledger;
using Portal.Worker.Sources.Replay;
using static Portal.Worker.Tests.Sources.TestReplay;

namespace Portal.Worker.Tests.Sources;

public sealed class DeficitsFormatTests
{
    private static readonly (string, string)[] Columns = [("deficit", "deficit_usd"), ("symbol", "coin"), ("time", "t_start")];

    private const string Recording = """
        coin,cluster_id,t_start,deficit_usd,more
        AAA,1,2025-10-10 21:18:23.989000+00:00,0.0,1
        AAA,2,2025-10-10 21:18:23.989000+00:00,0.0,1
        BBB,1,2025-10-10 21:18:24.989999+00:00,3.7849509999999857,1
        CCC,1,1760131105000,6e-9,1
        CCC,1,1760131105000,6e-9,1
        CCC,2,2025-10-10 21:18:25+00:00,7.5E1,1
        DDD,1,2025-10-10 21:18:25+00:00,-0.5,1
        DDD,1,2025-10-10 21:18:25,0.5,1
        DDD,1,2025-10-10 21:18:25+00:00,nan,1
        """;

    [Fact]
    public void Deficits_are_rounded_up_row_by_row_and_the_roundings_summed_exactly()
    {
        var ledger = new MemoryLedger().Open("usdt", "USDT", "70", Opened);
        using var replay = Open(Recording, "deficits", rulebook: ledger.State.Rulebook, columns: Columns);

        Settle(ledger, replay);

        Assert.Equal("70.00000000", ledger.Drawn("USDT"));
        Assert.Equal("8.78495102", ledger.Uncovered("USDT"));
        Assert.Equal("0.0000000080000143", replay.Format.Roundings.ToString());
        Assert.Equal(6, ledger.Liquidations.Count());
        Assert.Equal(2, ledger.Liquidations.Count(static settled => settled.Check.Residual.Units == 0));
        Assert.Equal(
            [(8L, "deficit_usd", "negative"), (9L, "t_start", "missing-zone"), (10L, "deficit_usd", "not-a-number")],
            ledger.Rejected.Select(static record => (record.LineNumber!.Value, record.Problem!.Field!, record.Problem.Code)));
        Assert.Contains(ledger.Entries, static entry => entry.Body is AdlChanged { Active: true });
    }

    [Fact]
    public void Rows_that_are_alike_are_different_events_and_a_second_replay_settles_nothing()
    {
        var ledger = new MemoryLedger().Open("usdt", "USDT", "1000", Opened);
        Settle(ledger, Open(Recording, "deficits", rulebook: ledger.State.Rulebook, columns: Columns));

        Settle(ledger, Open(Recording, "deficits", rulebook: ledger.State.Rulebook, columns: Columns));

        Assert.Equal(6, ledger.Liquidations.Count());
        Assert.Equal(6, ledger.Duplicates);
    }

    [Fact]
    public void A_fund_may_be_named_and_its_asset_decides_the_decimals()
    {
        var ledger = new MemoryLedger().Open("usdc", "USDC", "1000", Opened, "ZZZ");
        using var replay = Open(Recording, "deficits", fundId: "usdc", rulebook: ledger.State.Rulebook, columns: Columns);

        Settle(ledger, replay);

        Assert.Equal("78.78495102", ledger.Drawn("USDC"));
    }

    [Fact]
    public void A_row_that_no_fund_takes_is_rejected_and_adds_no_rounding()
    {
        using var replay = Open(Recording, "deficits", columns: Columns);

        Assert.All(replay.Read(), static record => Assert.NotNull(record.Problem));
        Assert.Equal("0", replay.Format.Roundings.ToString());
    }

    [Fact]
    public void A_column_that_is_not_there_is_named()
    {
        var problem = ReplayFile.Open(
            new ReplayOptions { File = "recording.csv", Format = "deficits" }, Intake.TestIntake.Master, new MemoryStream(Intake.TestIntake.Bytes(Recording))).Problem!;

        Assert.Equal(("unknown-column", "deficit"), (problem.Code, problem.Field));
        Assert.Contains("deficit_usd", problem.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.1", "0.1")]
    [InlineData("-0.0", "0")]
    [InlineData("1e-20", "0.00000000000000000001")]
    [InlineData("1.50E+3", "1500")]
    [InlineData("12345678901234567890123.5e-3", "12345678901234567890.1235")]
    [InlineData("5e-324", null)]
    public void Printed_doubles_are_read_exactly(string text, string? meant)
    {
        var read = ExactDecimal.Read(text, "x").Value;

        Assert.Equal(meant ?? $"0.{new string('0', 323)}5", read.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("e5")]
    [InlineData("1e")]
    [InlineData("1e1.5")]
    [InlineData("inf")]
    [InlineData("0x10")]
    [InlineData("1_000")]
    [InlineData("--1")]
    public void What_is_no_number_is_a_problem(string text) => Assert.Equal("not-a-number", ExactDecimal.Read(text, "x").Problem!.Code);

    [Theory]
    [InlineData("1e999999999")]
    [InlineData("1e-401")]
    public void Exponents_have_a_limit(string text) => Assert.Equal("too-large", ExactDecimal.Read(text, "x").Problem!.Code);

    [Theory]
    [InlineData("0.000000001", "0.00000001")]
    [InlineData("1.00000001", "1.00000001")]
    [InlineData("1.000000010000001", "1.00000002")]
    [InlineData("-1.000000019", "-1.00000001")]
    public void Rounding_up_goes_up(string text, string rounded) => Assert.Equal(rounded, ExactDecimal.Read(text, "x").Value.RoundUp(8).ToString());
}
