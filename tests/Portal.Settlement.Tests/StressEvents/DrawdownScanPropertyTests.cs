using Portal.Settlement.StressEvents;

namespace Portal.Settlement.Tests.StressEvents;

/// <summary>Whatever the balance does: going through days, and through shorter spans where the scan asks for them, finds what going through every entry finds.</summary>
public sealed class DrawdownScanPropertyTests
{
    private static readonly int[] Lengths = [1_440, 60, 1];

    [Fact]
    public void Spans_of_every_length_lead_to_the_same_events()
    {
        // The seed is fixed so that a failure can be repeated; change it freely.
        var random = new Random(20_261_122);
        for (var trial = 0; trial < 400; trial++)
        {
            var entries = RandomEntries(random, random.Next(1, 400));
            var byEntry = new DrawdownScan();
            foreach (var entry in entries)
            {
                byEntry.Take(entry.Span);
            }

            var byDay = new DrawdownScan(trial % 2 == 0 ? null : DrawdownScan.AtLeast(SpansOf(entries, Lengths[trial % Lengths.Length]).Select(static one => one.Span)));
            Walk(byDay, entries, 0);

            Assert.Equal(byEntry.Ended.Select(Known), byDay.Ended.Select(Known));
            Assert.Equal(byEntry.Ongoing is { } one ? Known(one) : null, byDay.Ongoing is { } other ? Known(other) : null);
            Assert.Equal(byEntry.Deepest is { } deep ? Known(deep) : null, byDay.Deepest is { } alike ? Known(alike) : null);
        }
    }

    private static object Known(BalanceFall fall) => (fall.PeakUnits, fall.PeakSequence, fall.TroughUnits, fall.LossUnits, fall.RecoveredSequence, fall.RecoveredAtUnixMs);

    private static List<Entry> RandomEntries(Random random, int count)
    {
        var entries = new List<Entry>();
        var (atMs, balance, step) = (random.NextInt64(0, 10_000_000_000), random.NextInt64(0, 5_000), random.Next(2, 400));
        for (var at = 0; at < count; at++)
        {
            atMs += random.Next(4) == 0 ? random.NextInt64(0, 30_000_000) : random.NextInt64(0, 40_000);
            var withdrawn = random.Next(40) == 0 ? random.NextInt64(1, 200) : 0;
            var before = balance;
            balance += withdrawn > 0 ? -withdrawn : random.NextInt64(-step, step + 1);
            entries.Add(new Entry(BalanceSpan.AfterEntry(at + 1, atMs, balance, withdrawn), at == 0 ? balance : before));
        }

        return entries;
    }

    private static void Walk(DrawdownScan scan, IReadOnlyList<Entry> entries, int level)
    {
        if (level == Lengths.Length)
        {
            Assert.All(entries, entry => Assert.True(scan.Take(entry.Span)));
            return;
        }

        foreach (var (span, inside) in SpansOf(entries, Lengths[level]))
        {
            if (!scan.Take(span))
            {
                Walk(scan, inside, level + 1);
            }
        }
    }

    private static IEnumerable<(BalanceSpan Span, List<Entry> Inside)> SpansOf(IReadOnlyList<Entry> entries, int lengthMinutes)
    {
        foreach (var group in entries.GroupBy(entry => entry.Span.StartUnixMs / (lengthMinutes * 60_000L)))
        {
            var inside = group.ToList();
            var balances = inside.Select(static entry => entry.Span.CloseUnits).Prepend(inside[0].BalanceBefore).ToList();
            var high = balances.Max();
            var first = balances.IndexOf(high);
            yield return (new BalanceSpan(
                group.Key * lengthMinutes * 60_000L, lengthMinutes, high, balances.Min(), balances[^1], first == 0 ? Math.Max(1, inside[0].Span.HighSequence - 1) : inside[first - 1].Span.HighSequence)
            {
                LossUnitsMax = inside.Where(static entry => entry.Span.WithdrawnUnits == 0).Sum(static entry => Math.Max(0, entry.BalanceBefore - entry.Span.CloseUnits)),
                HasWithdrawals = inside.Any(static entry => entry.Span.WithdrawnUnits != 0),
            }, inside);
        }
    }

    private readonly record struct Entry(BalanceSpan Span, long BalanceBefore);
}
