using System.Collections.Immutable;
using Portal.Worker.Sources.Replay;
using Portal.Worker.Tests.Intake;
using static Portal.Worker.Tests.Sources.TestReplay;

namespace Portal.Worker.Tests.Sources;

/// <summary>The recordings of real markets, where they are at hand: PORTAL_RECORDED_DATA names their folder.</summary>
public sealed class RecordedDataTests
{
    [Theory]
    [InlineData("binance_large_liqs.csv", 162, 0, "2323.69350950", "0.04739150")]
    [InlineData("binance_liqs.csv", 101, 1, "1469.15853334", "0.05526000")]
    public void Force_orders_of_June_2024_come_to_their_known_totals(string file, int settled, int rejected, string usdt, string usdc)
    {
        var ledger = new MemoryLedger().Open("usdt", "USDT", "0", Opened).Open("usdc", "USDC", "0", Opened);
        using var replay = OpenRecording(Path.Combine("binance-force-orders-2024-06", file), "binance-force-orders", ledger, []);

        Settle(ledger, replay);

        Assert.Equal((settled, rejected, usdt, usdc), (ledger.Liquidations.Count(), ledger.Rejected.Count, ledger.Surplus("USDT"), ledger.Surplus("USDC")));
        Assert.All(ledger.Rejected, static record => Assert.Equal(1, record.LineNumber));
        Assert.Equal(replay.Length, replay.BytesRead);
    }

    [Fact]
    public void The_deficits_of_October_2025_empty_a_fund_of_ten_millions()
    {
        var ledger = new MemoryLedger().Open("usdt", "USDT", "10000000", Opened);
        (string, string)[] columns = [("deficit", "deficit_usd"), ("symbol", "coin"), ("time", "t_start")];
        using var replay = OpenRecording(Path.Combine("hyperliquid-adl-2025-10-10", "per_shock_metrics_queue.csv"), "deficits", ledger, columns);

        Settle(ledger, replay);

        Assert.Equal(("10000000.00000000", "13191104.48482955"), (ledger.Drawn("USDT"), ledger.Uncovered("USDT")));
        Assert.Equal("0.0000007293839232", replay.Format.Roundings.ToString());
        Assert.Equal(955, ledger.Liquidations.Count(static liquidation => liquidation.Check.Residual.Units == 0));
        Assert.Empty(ledger.Rejected);
    }

    private static ReplayFile OpenRecording(string file, string format, MemoryLedger ledger, (string What, string Name)[] columns)
    {
        var folder = Environment.GetEnvironmentVariable("PORTAL_RECORDED_DATA") ?? string.Empty;
        Assert.SkipWhen(folder.Length == 0, "PORTAL_RECORDED_DATA does not name the folder with the recordings.");
        var options = new ReplayOptions
        {
            File = Path.Combine(folder, file),
            Format = format,
            Columns = columns.ToImmutableDictionary(static column => column.What, static column => column.Name),
            Rulebook = ledger.State.Rulebook,
        };
        return ReplayFile.Open(options, TestIntake.Master).Value;
    }
}
