using System.Diagnostics;

namespace Portal.Benchmarks.Pushing;

/// <summary>Delays in tenths of a millisecond, counted: millions of them take no memory.</summary>
internal sealed class Delays
{
    private const int TenthsMax = 600_000;

    private readonly int[] _counts = new int[TenthsMax + 1];
    private long _count;

    /// <summary>How many.</summary>
    public long Count => _count;

    /// <summary>Adds the time between two timestamps of the monotonic clock, which all processes of a machine share.</summary>
    public void Add(long from, long to)
    {
        var tenths = (to - from) * 10_000 / Stopwatch.Frequency;
        _counts[Math.Clamp(tenths, 0, TenthsMax)]++;
        _count++;
    }

    /// <summary>The delay that a share of them did not exceed, milliseconds.</summary>
    public double Quantile(double share)
    {
        var wanted = (long)Math.Ceiling(share * _count);
        long seen = 0;
        for (var tenths = 0; tenths <= TenthsMax; tenths++)
        {
            seen += _counts[tenths];
            if (seen >= wanted)
            {
                return tenths / 10d;
            }
        }

        return TenthsMax / 10d;
    }
}
