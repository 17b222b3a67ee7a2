using Portal.Settlement.StressEvents;

namespace Portal.Settlement.Tests.StressEvents;

public sealed class DrawdownScanTests
{
    [Fact]
    public void A_fall_of_a_twentieth_is_an_event_and_one_unit_less_is_none()
    {
        Assert.Null(Scanned(1_000, 951, 1_000).Ongoing);
        Assert.Empty(Scanned(1_000, 951, 1_000).Ended);
        Assert.Equal(50, Scanned(1_000, 950).Ongoing!.Value.LossUnits);
        Assert.Equal(50_000, Scanned(1_000, 950).Ongoing!.Value.DepthPpm);
    }

    [Fact]
    public void An_event_lasts_from_its_peak_until_all_that_was_lost_has_come_back()
    {
        var scan = Scanned(900, 1_000, 940, 980, 800, 999, 1_000, 990);

        var fall = Assert.Single(scan.Ended);
        Assert.Equal((1_000, 2, 800, 200), (fall.PeakUnits, fall.PeakSequence, fall.TroughUnits, fall.LossUnits));
        Assert.Equal((7, Minute(7)), (fall.RecoveredSequence!.Value, fall.RecoveredAtUnixMs!.Value));
        Assert.Equal(200_000, fall.DepthPpm);
        Assert.Equal(5, fall.Trough.HighSequence);
        Assert.Null(scan.Ongoing);
    }

    [Fact]
    public void Falls_that_overlap_are_one_event_and_the_next_begins_where_it_ended()
    {
        var scan = Scanned(1_000, 900, 960, 850, 1_000, 900);

        Assert.Equal(850, Assert.Single(scan.Ended).TroughUnits);
        Assert.Equal((5, 900), (scan.Ongoing!.Value.PeakSequence, scan.Ongoing.Value.TroughUnits));
    }

    [Fact]
    public void What_the_operator_takes_out_is_no_loss_and_what_he_pays_in_comes_back()
    {
        var scan = new DrawdownScan();
        scan.Take(BalanceSpan.AfterEntry(1, Minute(1), 1_000));
        scan.Take(BalanceSpan.AfterEntry(2, Minute(2), 500, withdrawnUnits: 500));
        Assert.Null(scan.Ongoing);

        scan.Take(BalanceSpan.AfterEntry(3, Minute(3), 450));
        Assert.Equal((50, 450, 1), (scan.Ongoing!.Value.LossUnits, scan.Ongoing.Value.TroughUnits, scan.Ongoing.Value.PeakSequence));

        scan.Take(BalanceSpan.AfterEntry(4, Minute(4), 500));
        Assert.Equal(4, Assert.Single(scan.Ended).RecoveredSequence);
    }

    [Fact]
    public void The_deepest_fall_is_known_however_small_and_goes_by_its_share_of_the_peak()
    {
        var scan = Scanned(100, 98, 100, 1_000, 970, 1_000);

        Assert.Empty(scan.Ended);
        Assert.Equal((1_000, 970, 6), (scan.Deepest!.Value.PeakUnits, scan.Deepest.Value.TroughUnits, scan.Deepest.Value.RecoveredSequence));
        Assert.Null(Scanned(1, 2, 3).Deepest);
    }

    [Fact]
    public void A_balance_that_was_never_positive_falls_from_nothing()
    {
        var scan = Scanned(0, 0, -5, 0, 10, 10);

        Assert.Empty(scan.Ended);
        Assert.Equal(10, scan.Current!.Value.PeakUnits);
    }

    [Fact]
    public void A_span_is_refused_when_the_order_of_its_highest_and_lowest_would_matter()
    {
        var scan = Scanned(1_000);

        Assert.False(scan.Take(new BalanceSpan(Minute(2), 1, 1_050, 960, 1_050, 2)));
        Assert.False(scan.Take(new BalanceSpan(Minute(2), 1, 1_001, 999, 1_000, 2) { HasWithdrawals = true }));
        Assert.True(scan.Take(new BalanceSpan(Minute(2), 1, 999, 700, 900, 2)));
        Assert.Equal(700, scan.Ongoing!.Value.TroughUnits);
        Assert.False(scan.Take(new BalanceSpan(Minute(3), 1, 1_000, 900, 1_000, 3)));
    }

    [Fact]
    public void A_span_that_rose_without_losing_as_much_is_taken_as_it_is()
    {
        var scan = Scanned(1_000);

        Assert.True(scan.Take(new BalanceSpan(Minute(2), 1, 2_000, 1_000, 2_000, 2) { LossUnitsMax = 0 }));
        Assert.False(scan.Take(new BalanceSpan(Minute(3), 1, 3_000, 2_000, 3_000, 3) { LossUnitsMax = 150 }));
        Assert.Equal(2_000, scan.Current!.Value.PeakUnits);
    }

    [Fact]
    public void A_slight_fall_is_not_looked_for_where_that_is_said()
    {
        var scan = DrawdownScan.WithoutSlight([]);
        scan.Take(BalanceSpan.AfterEntry(1, Minute(1), 1_000_000));
        Assert.True(scan.Take(new BalanceSpan(Minute(2), 1, 1_000_100, 999_950, 1_000_100, 2) { LossUnitsMax = 90 }));
        scan.Take(BalanceSpan.AfterEntry(3, Minute(3), 1_000_050));
        Assert.Null(scan.Deepest);

        scan.Take(BalanceSpan.AfterEntry(4, Minute(4), 999_999));
        Assert.Equal(101, scan.Deepest!.Value.LossUnits);
    }

    [Fact]
    public void A_copy_goes_its_own_way()
    {
        var scan = Scanned(1_000, 900);
        var copy = scan.Fork();

        copy.Take(BalanceSpan.AfterEntry(3, Minute(3), 1_000));

        Assert.Null(copy.Ongoing);
        Assert.NotNull(scan.Ongoing);
    }

    [Fact]
    public void Only_so_many_events_are_remembered_and_they_are_the_newest()
    {
        var scan = new DrawdownScan();
        for (var at = 0; at <= 2 * DrawdownScan.EventsMax + 2; at++)
        {
            scan.Take(BalanceSpan.AfterEntry(at + 1, Minute(at), at % 2 == 0 ? 1_000 : 900));
        }

        Assert.Equal(DrawdownScan.EventsMax, scan.Ended.Count);
        Assert.Equal((2 * DrawdownScan.EventsMax) + 3, scan.Ended[^1].RecoveredSequence);
    }

    private static long Minute(int number) => number * 60_000L;

    private static DrawdownScan Scanned(params int[] balances)
    {
        var scan = new DrawdownScan();
        for (var at = 0; at < balances.Length; at++)
        {
            scan.Take(BalanceSpan.AfterEntry(at + 1, Minute(at + 1), balances[at]));
        }

        return scan;
    }
}
