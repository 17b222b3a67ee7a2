using Portal.Storage.Rollups;

namespace Portal.Storage.Tests.Rollups;

public sealed class RollupSegmentsTests
{
    private const long MinuteMs = 60_000;

    [Fact]
    public void A_stretch_is_covered_without_gap_or_overlap_in_few_rollups()
    {
        // The seed is fixed so that a failure can be repeated; change it freely.
        var random = new Random(7);
        for (var trial = 0; trial < 2_000; trial++)
        {
            var from = random.Next(0, 10_000_000) * MinuteMs;
            var to = from + (random.Next(0, trial % 2 == 0 ? 200 : 1_000_000) * MinuteMs);

            var parts = RollupSegments.Of(from, to).ToArray();

            var at = from;
            foreach (var (interval, partFrom, partTo) in parts)
            {
                Assert.Equal(at, partFrom);
                Assert.Equal(0, partFrom % (interval * MinuteMs));
                Assert.Equal(0, partTo % (interval * MinuteMs));
                at = partTo;
            }

            Assert.Equal(to, at);
            Assert.InRange(
                parts.Where(static part => part.IntervalMinutes < RollupRow.Day).Sum(static part => (part.ToMs - part.FromMs) / MinuteMs / part.IntervalMinutes),
                0,
                59 + 23 + 23 + 59);
        }
    }
}
