using System.Globalization;
using Portal.Settlement.Ledger;

namespace Portal.Settlement.Tests.Ledger;

public sealed class TimeTests
{
    [Theory]
    [InlineData(300_000, null)]
    [InlineData(300_001, "too-far-ahead")]
    [InlineData(-86_400_000, null)]
    public void An_event_is_at_most_five_minutes_ahead(int milliseconds, string? code)
    {
        var ledger = Ledger();

        Assert.Equal(code, ledger.Settle(At(ledger, ledger.Now.AddMilliseconds(milliseconds))).Problem?.Code);
    }

    [Theory]
    [InlineData(-1, "too-old")]
    [InlineData(0, null)]
    public void An_event_is_not_before_2000(int milliseconds, string? code)
    {
        var ledger = Ledger();

        Assert.Equal(code, ledger.Settle(At(ledger, SettlementInput.OldestTime.AddMilliseconds(milliseconds))).Problem?.Code);
    }

    [Fact]
    public void The_settling_clock_never_runs_back_within_a_fund()
    {
        var ledger = Ledger();
        ledger.Now = TestLedger.Start.AddHours(1);
        ledger.Settled(TestLedger.Totals("1", "2"), "USDT");
        ledger.Now = TestLedger.Start.AddMinutes(30);

        var entry = ledger.Settle(TestLedger.Totals("1", "2"), "USDT").Value;

        Assert.Equal(TestLedger.Start.AddHours(1), entry.RecordedAt);
        Assert.Equal(TestLedger.Start.AddMinutes(30), entry.OccurredAt);
    }

    [Fact]
    public void Two_funds_have_clocks_of_their_own()
    {
        var ledger = Ledger();
        ledger.Open("btc", "BTC", "10");
        ledger.Now = TestLedger.Start.AddHours(1);
        ledger.Settled(TestLedger.Totals("1", "2"), "USDT");
        ledger.Now = TestLedger.Start.AddMinutes(30);

        Assert.Equal(TestLedger.Start.AddMinutes(30), ledger.Settle(TestLedger.Totals("1", "2"), "BTC").Value.RecordedAt);
    }

    [Fact]
    public void A_late_event_is_recorded_now()
    {
        var ledger = Ledger();
        ledger.Now = TestLedger.Start.AddHours(5);

        var entry = ledger.Settle(At(ledger, TestLedger.Start.AddDays(-100))).Value;

        Assert.Equal((TestLedger.Start.AddHours(5), TestLedger.Start.AddDays(-100), false), (entry.RecordedAt, entry.OccurredAt, entry.Replayed));
    }

    [Fact]
    public void A_replays_clock_is_the_events_own_and_never_runs_back()
    {
        var ledger = Ledger();
        ledger.Now = TestLedger.Start.AddDays(1_000);
        ledger.IsReplay = true;

        DateTimeOffset Recorded(int hours) => ledger.Settle(At(ledger, TestLedger.Start.AddHours(hours))).Value.RecordedAt;

        Assert.Equal(TestLedger.Start.AddHours(1), Recorded(1));
        Assert.Equal(TestLedger.Start.AddHours(7), Recorded(7));
        Assert.Equal(TestLedger.Start.AddHours(7), Recorded(3));
        Assert.True(ledger.Entries[^1].Replayed);
        Assert.True(ledger.Fund("usdt").LastReplayed);
    }

    [Fact]
    public void Times_finer_than_a_millisecond_and_of_other_zones_are_recorded_in_whole_utc_milliseconds()
    {
        var ledger = Ledger();
        ledger.Now = TestLedger.Start.AddHours(1).AddTicks(19_999);
        var entry = ledger.Settle(At(ledger, new DateTimeOffset(2026, 1, 1, 3, 0, 0, TimeSpan.FromHours(3)).AddTicks(9_999))).Value;

        var read = LedgerEntry.Read(entry.ToBytes());

        Assert.Equal((entry.RecordedAt, entry.OccurredAt), (read.RecordedAt, read.OccurredAt));
        Assert.Equal((TestLedger.Start.AddHours(1).AddMilliseconds(1), TestLedger.Start), (read.RecordedAt, read.OccurredAt));
        Assert.Equal(TimeSpan.Zero, entry.OccurredAt.Offset);
    }

    [Fact]
    public void Problems_and_entries_read_the_same_in_every_language()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            // Buddhist years, and a minus sign of its own.
            CultureInfo.CurrentCulture = new CultureInfo("th-TH");
            var ledger = Ledger();
            Assert.Contains("2026-01-01T01:00:00.000Z", ledger.Settle(At(ledger, ledger.Now.AddHours(1))).Problem!.Detail, StringComparison.Ordinal);
            CultureInfo.CurrentCulture = new CultureInfo("sv-SE");
            Assert.Equal("-1.5", TestLedger.Number("-1.5").ToString());
            Assert.Contains("\"drawdownPpm\":-500000,", System.Text.Encoding.UTF8.GetString(Halved().ToBytes()), StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static LedgerEntry Halved()
    {
        var ledger = Ledger();
        ledger.Settled(TestLedger.Totals("0", "5"), "USDT");
        return ledger.Entries[^1];
    }

    private static Settlement.Liquidations.Liquidation At(TestLedger ledger, DateTimeOffset occurredAt) =>
        ledger.Liquidation(TestLedger.Totals("1", "1"), "USDT") with { OccurredAt = occurredAt };

    private static TestLedger Ledger()
    {
        var ledger = new TestLedger();
        ledger.Open("usdt", "USDT", "10");
        return ledger;
    }
}
