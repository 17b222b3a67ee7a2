using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Portal.Settlement.Deleveraging;
using Portal.Storage.Database;
using Portal.Web.Live;

namespace Portal.Web.Tests.Live;

/// <summary>Figures over time, read anew and followed entry by entry: both ways to the same.</summary>
public sealed class LiveStateTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_change_over_24_hours_is_from_the_balance_of_that_time()
    {
        await using var portal = await LivePortal.StartAsync();
        await portal.Market.OpenAsync("usdt", "USDT", "1000");
        await PassAsync(portal, TimeSpan.FromHours(1), new TestLiquidation("11", "1"));
        await PassAsync(portal, TimeSpan.FromHours(20), new TestLiquidation("101", "1"));
        var fund = (await portal.ShownAsync()).Find("usdt")!;
        Assert.Equal(110_00, fund.Change24h.Units);
        Assert.Equal(1_000_00, fund.Day.Flows.OpeningUnits);

        // The opening and the first surplus lie more than a day back now.
        await PassAsync(portal, TimeSpan.FromHours(5), new TestLiquidation("2", "1"));
        fund = (await portal.ShownAsync()).Find("usdt")!;
        Assert.Equal(101_00, fund.Change24h.Units);
        Assert.Equal((0, 101_00), (fund.Day.Flows.OpeningUnits, fund.Day.Flows.SurplusUnits));
        Assert.Equal((1_010_00, 1_111_00), (fund.Day.LowUnits, fund.Day.HighUnits));
        Assert.Equal(LiveDay.StepsMax + 1, fund.Day.Points.Length);
        Assert.Equal((1_010_00, 1_111_00), (fund.Day.Points[0], fund.Day.Points[^1]));
        await SameWhenReadAnewAsync(portal);

        // With time alone, and no entry.
        portal.Clock.Now += TimeSpan.FromDays(2);
        fund = (await portal.ShownAsync(snapshot => snapshot.AsOf == portal.Clock.Now)).Find("usdt")!;
        Assert.Equal(0, fund.Change24h.Units);
        await SameWhenReadAnewAsync(portal);
    }

    [Fact]
    public async Task The_clock_of_a_recording_is_its_own()
    {
        await using var portal = await LivePortal.StartAsync();
        var begin = portal.Clock.Now.AddYears(-1);
        await portal.Market.OpenAsync("usdt", "USDT", "1000", at: begin);
        await portal.Market.SettleAsync(replay: true, new TestLiquidation("0", "200", At: begin.AddHours(1)), new TestLiquidation("11", "1", At: begin.AddHours(2)));

        var fund = (await portal.ShownAsync()).Find("usdt")!;

        Assert.Equal(begin.AddHours(2), fund.Clock);
        Assert.Equal(-190_00, fund.Change24h.Units);
        Assert.Equal(-190_000, fund.Drawdown8hPpm);
        await SameWhenReadAnewAsync(portal);
    }

    [Fact]
    public async Task The_lowest_since_the_highest_is_kept()
    {
        await using var portal = await LivePortal.StartAsync();
        await portal.Market.OpenAsync("usdt", "USDT", "1000");
        await portal.Market.SettleAsync(new TestLiquidation("0", "300"), new TestLiquidation("501", "1"), new TestLiquidation("0", "100"));
        await PassAsync(portal, TimeSpan.FromMinutes(7), new TestLiquidation("0", "50"));
        await PassAsync(portal, TimeSpan.FromHours(3), new TestLiquidation("0", "200"));
        var lowest = portal.Clock.Now;
        await PassAsync(portal, TimeSpan.FromDays(2), new TestLiquidation("21", "1"));

        var fund = (await portal.ShownAsync()).Find("usdt")!;

        Assert.Equal((1_200_00, 850_00), (fund.Peak.Units, fund.Trough.Units));
        Assert.Equal(lowest, fund.TroughAt);
        await SameWhenReadAnewAsync(portal);
    }

    [Fact]
    public async Task Changes_over_days_are_counted_from_the_full_hour_and_a_younger_fund_has_none()
    {
        await using var portal = await LivePortal.StartAsync();
        await portal.Market.OpenAsync("usdt", "USDT", "1000");
        await PassAsync(portal, TimeSpan.FromMinutes(70), new TestLiquidation("0", "100"));
        await PassAsync(portal, TimeSpan.FromDays(6), new TestLiquidation("30", "0"));
        Assert.Null((await portal.ShownAsync()).Find("usdt")!.Change7d);

        // 7 days after the first draw to the minute: the full hour before it began with the opening balance.
        await PassAsync(portal, TimeSpan.FromDays(1), new TestLiquidation("2", "1"));
        var fund = (await portal.ShownAsync()).Find("usdt")!;
        Assert.Equal((-69_00, 1_000_00), (fund.Change7d!.Change.Units, fund.Change7d.BeginUnits));
        Assert.Null(fund.Change30d);
        await SameWhenReadAnewAsync(portal);

        await PassAsync(portal, TimeSpan.FromDays(29), new TestLiquidation("2", "1"));
        fund = (await portal.ShownAsync()).Find("usdt")!;
        Assert.Equal((1_00, 32_00), (fund.Change7d!.Change.Units, fund.Change30d!.Change.Units));
        await SameWhenReadAnewAsync(portal);
    }

    [Fact]
    public async Task Today_is_the_day_of_the_funds_clock_and_is_empty_when_it_begins()
    {
        await using var portal = await LivePortal.StartAsync();
        await portal.Market.OpenAsync("usdt", "USDT", "1000");
        await portal.Market.SettleAsync(new TestLiquidation("0", "100"), new TestLiquidation("0", "250"), new TestLiquidation("9", "1"));
        var today = (await portal.ShownAsync()).Find("usdt")!.Today!;
        Assert.Equal((3, 2, 350_00, 250_00, 4), (today.LiquidationCount, today.DrawCount, today.DrawUnits, today.LargestDrawUnits, today.LargestDrawSequence));
        await SameWhenReadAnewAsync(portal);

        portal.Clock.Now += TimeSpan.FromHours(12);
        var next = await portal.ShownAsync(snapshot => snapshot.AsOf == portal.Clock.Now);

        Assert.Null(next.Find("usdt")!.Today);
        Assert.Equal(new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero), next.TodayBegan);
        await SameWhenReadAnewAsync(portal);
    }

    [Fact]
    public async Task A_fund_warns_before_it_starts_to_deleverage()
    {
        await using var portal = await LivePortal.StartAsync();
        await portal.Market.OpenAsync("usdt", "USDT", "1000");
        await portal.Market.SettleAsync(new TestLiquidation("0", "200"));
        Assert.Equal(AdlState.Warning, (await portal.ShownAsync()).Find("usdt")!.Adl);

        await portal.Market.SettleAsync(new TestLiquidation("0", "100"));
        var active = (await portal.ShownAsync()).Find("usdt")!;

        Assert.Equal(AdlState.Active, active.Adl);
        Assert.Equal(5, active.AdlSinceSequence);
    }

    [Fact]
    public async Task The_tail_survives_a_database_that_is_away()
    {
        await using var portal = await LivePortal.StartAsync();
        await portal.Market.OpenAsync("usdt", "USDT", "1000");
        await portal.ShownAsync();
        var connectionString = portal.Services.GetRequiredService<IOptions<DatabaseOptions>>().Value.ConnectionString;

        Run(connectionString, "ALTER TABLE ledger_entry RENAME TO ledger_entry_away");
        for (var wait = 0; !portal.State.IsStale && wait < 600; wait++)
        {
            await Task.Delay(100, Cancellation);
        }

        Assert.True(portal.State.IsStale);
        Assert.Equal(2, portal.State.Current.Sequence);
        Run(connectionString, "ALTER TABLE ledger_entry_away RENAME TO ledger_entry");
        await portal.Market.SettleAsync(new TestLiquidation("2", "1"));
        await portal.ShownAsync();
        Assert.False(portal.State.IsStale);
    }

    [Fact]
    public async Task Entries_of_another_process_are_seen_without_a_signal()
    {
        await using var portal = await LivePortal.StartAsync();
        await portal.ShownAsync();
        var storage = portal.Services.GetRequiredService<PortalDatabase>();
        using var ledger = new Storage.Ledger.LedgerStore(storage, new Storage.Ledger.LedgerSignal(portal.Clock));
        var positions = portal.Services.GetRequiredService<Storage.Ledger.LedgerPositions>();
        var elsewhere = new TestMarket(ledger, positions, new Storage.Ledger.DecisionStore(storage, ledger, positions), portal.Clock);

        await elsewhere.OpenAsync("usdt", "USDT", "1000");

        await portal.ShownAsync(snapshot => snapshot.Sequence == 2);
    }

    private static async Task PassAsync(LivePortal portal, TimeSpan time, TestLiquidation liquidation)
    {
        portal.Clock.Now += time;
        await portal.Market.SettleAsync(liquidation);
        await portal.ShownAsync();
    }

    private static async Task SameWhenReadAnewAsync(LivePortal portal)
    {
        var followed = await portal.ShownAsync();
        var read = (await portal.Services.GetRequiredService<LiveReader>().ReadAsync(Cancellation)).Snapshot(LiveSnapshot.Empty, followed.AsOf);
        foreach (var (one, other) in followed.Funds.Zip(read.Funds))
        {
            // A low is found to the minute when it is read.
            Assert.Equal(one.TroughAt.ToUnixTimeSeconds() / 60, other.TroughAt.ToUnixTimeSeconds() / 60);
            Assert.Equal(
                one with { Policy = other.Policy, Symbols = other.Symbols, Day = other.Day, Entries = other.Entries, TroughAt = other.TroughAt }, other);
            Assert.Equal(one.Day with { Points = other.Day.Points }, other.Day);
            Assert.Equal(one.Day.Points, other.Day.Points);
            Assert.Equal(one.Symbols, other.Symbols);
            Assert.Equal(one.Entries.Select(entry => entry.Sequence), other.Entries.Select(entry => entry.Sequence));
        }

        Assert.Equal(followed.Liquidations.Select(liquidation => liquidation.Sequence), read.Liquidations.Select(liquidation => liquidation.Sequence));
        Assert.Equal(followed.LastEntryAt, read.LastEntryAt);
    }

    private static void Run(string connectionString, string text)
    {
        using var connection = new SqliteConnection(connectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }
}
