using System.Globalization;
using Portal.Settlement;
using Portal.Worker.Intake;

namespace Portal.Worker.Sources.Replay;

/// <summary>How fast a recording runs.</summary>
/// <param name="Factor">How many times as fast as it was recorded; null as fast as possible.</param>
public readonly record struct ReplaySpeed(decimal? Factor)
{
    /// <summary>As fast as possible.</summary>
    public static ReplaySpeed Max { get; }

    /// <summary>Reads <c>max</c> or a number followed by <c>x</c>, for example <c>60x</c> or <c>0.5x</c>.</summary>
    public static Checked<ReplaySpeed> Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text == "max")
        {
            return Max;
        }

        return text is [.., 'x']
            && decimal.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var factor)
            && factor is >= 0.001m and <= 1_000_000m
            ? new ReplaySpeed(factor)
            : new Problem("bad-speed", "speed", $"'{text}' is no speed: write \"max\" or how many times as fast, from \"0.001x\" to \"1000000x\".");
    }
}

/// <summary>Holds records back until their time has come, so that a recording runs at a chosen speed.</summary>
/// <remarks>Counted from the first record, so that time spent settling is made up for. A record older than the one before it goes at once.</remarks>
public sealed class ReplayPacer(TimeProvider time, ReplaySpeed speed)
{
    // A timer can't be set much further ahead.
    private static readonly TimeSpan DelayMax = TimeSpan.FromDays(1);

    private long _startedAt;
    private DateTimeOffset? _firstAt;

    /// <summary>Waits until a record is due. What has no time goes at once.</summary>
    public async ValueTask WaitAsync(IntakeRecord record, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (speed.Factor is not { } factor || (record.Liquidation?.OccurredAt ?? record.Fee?.PeriodEnd) is not { } at)
        {
            return;
        }

        if (_firstAt is not { } first)
        {
            (_firstAt, _startedAt) = (at, time.GetTimestamp());
            return;
        }

        var due = TimeSpan.FromTicks((long)Math.Clamp((at - first).Ticks / factor, 0m, TimeSpan.TicksPerDay * 3650m));
        for (var left = due - time.GetElapsedTime(_startedAt); left > TimeSpan.Zero; left = due - time.GetElapsedTime(_startedAt))
        {
            await Task.Delay(left < DelayMax ? left : DelayMax, time, cancellation);
        }
    }
}
