using System.Diagnostics;

namespace Portal.Benchmarks.Measuring;

/// <summary>How long something took by the clock on the wall, and how much processor time of this process.</summary>
internal readonly record struct LapTime(TimeSpan Wall, TimeSpan Processor);

/// <summary>Takes both times at once.</summary>
internal readonly struct Lap
{
    private readonly long _started;
    private readonly TimeSpan _processor;

    private Lap(long started, TimeSpan processor) => (_started, _processor) = (started, processor);

    /// <summary>Begins.</summary>
    public static Lap Start() => new(Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);

    /// <summary>The times since the beginning.</summary>
    public LapTime Stop() => new(Stopwatch.GetElapsedTime(_started), Environment.CpuUsage.TotalTime - _processor);
}
