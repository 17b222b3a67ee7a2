using Portal.Settlement.Amounts;
using Portal.Settlement.StressEvents;

namespace Portal.Web.Features.Funds.History;

/// <summary>The highest and the lowest balance of a range and its deepest fall, to the very entry.</summary>
public sealed record RangeRecord
{
    /// <summary>The highest balance.</summary>
    public required Money Peak { get; init; }

    /// <summary>When it was first held.</summary>
    public required DateTimeOffset PeakAt { get; init; }

    /// <summary>The lowest balance.</summary>
    public required Money Trough { get; init; }

    /// <summary>When it was first held.</summary>
    public required DateTimeOffset TroughAt { get; init; }

    /// <summary>The balance at the end of the range.</summary>
    public required Money Close { get; init; }

    /// <summary>The deepest fall; null when the balance never fell.</summary>
    public FallView? Deepest { get; init; }

    /// <summary>(balance at the end − highest) / highest in parts per million; zero or less.</summary>
    public long DrawdownPpm => Settlement.Deleveraging.AdlTrigger.DrawdownPpm(Close.Units, Peak.Units);
}

/// <summary>A fall of the balance with its times.</summary>
/// <param name="Fall">The fall.</param>
/// <param name="PeakAt">When it began.</param>
/// <param name="TroughAt">When the balance was lowest.</param>
public sealed record FallView(BalanceFall Fall, DateTimeOffset PeakAt, DateTimeOffset TroughAt)
{
    /// <summary>When the loss had come back; null while it has not.</summary>
    public DateTimeOffset? RecoveredAt => Fall.RecoveredAtUnixMs is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;

    /// <summary>How long it took from the lowest balance; null while it lasts.</summary>
    public TimeSpan? TimeToRecover => RecoveredAt - TroughAt;
}
