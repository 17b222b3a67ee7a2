using Portal.Settlement.Deleveraging;

namespace Portal.Settlement.Tests.Deleveraging;

/// <summary>The peak of 8 hours against a model that keeps every balance and looks through all of them.</summary>
public sealed class PeakWindowTests
{
    [Theory]
    [InlineData(1, 3, 10)]
    [InlineData(2, 200, 10)]
    [InlineData(3, 700, 4)]
    [InlineData(4, 30, 1_000_000)]
    public void The_peak_and_its_entry_are_those_of_a_plain_search(int seed, int pauseMax, int valueMax)
    {
        var random = new Random(seed);
        for (var trial = 0; trial < 60; trial++)
        {
            var window = new PeakWindow();
            var noted = new List<(long Minute, long Gross, long Sequence)>();
            var minute = 1_000_000L;
            for (var sequence = 1; sequence <= 80; sequence++)
            {
                minute += random.Next(3) == 0 ? random.Next(0, pauseMax) : random.Next(0, 2);
                var gross = (long)random.Next(0, valueMax);
                window.Add(minute, gross, sequence);
                noted.Add((minute, gross, sequence));

                var later = minute + (random.Next(2) == 0 ? 0 : random.Next(0, 1_000));
                Assert.Equal(Search(noted, later), window.At(later));
            }
        }
    }

    [Theory]
    [InlineData(480, 100)]
    [InlineData(481, 70)]
    public void A_value_counts_for_the_current_and_480_earlier_minutes(int minutesLater, long peak)
    {
        var window = new PeakWindow();
        window.Add(1_000, 100, 1);
        window.Add(1_000, 70, 2);

        Assert.Equal(peak, window.At(1_000 + minutesLater)?.GrossUnits);
    }

    [Fact]
    public void A_balance_that_stood_through_the_minutes_counts_until_it_changed()
    {
        var window = new PeakWindow();
        window.Add(0, 100, 1);
        window.Add(1_000, 70, 2);

        Assert.Equal((100, 1), window.At(1_480));
        Assert.Equal((70, 2), window.At(1_481));
    }

    [Fact]
    public void A_look_at_a_later_time_changes_nothing()
    {
        var window = new PeakWindow();
        window.Add(0, 100, 1);
        window.Add(1, 50, 2);

        Assert.Equal(50, window.At(10_000)?.GrossUnits);
        Assert.Equal(100, window.At(2)?.GrossUnits);
    }

    [Fact]
    public void An_entry_that_left_the_window_is_not_named_for_an_equal_peak_within_it()
    {
        var window = new PeakWindow();
        window.Add(0, 100, 1);
        window.Add(1, 50, 2);
        window.Add(400, 100, 3);
        window.Add(401, 50, 4);

        Assert.Equal((100, 1), window.At(480));
        Assert.Equal((100, 3), window.At(500));
    }

    [Fact]
    public void A_crash_of_a_hundred_thousand_draws_in_a_minute_leaves_little_to_copy()
    {
        var window = new PeakWindow();
        for (var draw = 0; draw < 100_000; draw++)
        {
            window.Add(1, 100_000 - draw, draw);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        var copy = new PeakWindow(window);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000);
        Assert.Equal(window.At(1), copy.At(1));
    }

    [Fact]
    public void A_copy_goes_its_own_way()
    {
        var window = new PeakWindow();
        window.Add(1, 10, 1);
        var copy = new PeakWindow(window);
        copy.Add(2, 20, 2);

        Assert.Equal((10, 1), window.At(2));
        Assert.Equal((20, 2), copy.At(2));
    }

    [Fact]
    public void An_empty_window_has_no_peak() => Assert.Null(new PeakWindow().At(1));

    // The balance the window began with, and every one within it; of equal ones the first that was held.
    private static (long GrossUnits, long Sequence)? Search(List<(long Minute, long Gross, long Sequence)> noted, long minute)
    {
        var start = minute - PeakWindow.PreviousMinutes;
        var carried = noted.Where(note => note.Minute < start).TakeLast(1);
        var held = carried.Concat(noted.Where(note => note.Minute >= start)).ToList();
        var peak = held.Max(static note => note.Gross);
        var first = held.First(note => note.Gross == peak);
        return (peak, first.Sequence);
    }
}
