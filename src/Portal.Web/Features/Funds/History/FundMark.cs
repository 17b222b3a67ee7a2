using Portal.Settlement.Amounts;

namespace Portal.Web.Features.Funds.History;

/// <summary>Something on the time axis of a fund's history: an entry that is neither a liquidation nor a fee, or draws that took much at once.</summary>
public sealed record FundMark
{
    /// <summary>Draws of one bar are marked from this share of the balance it began with: 1 %, in parts per million.</summary>
    public const int LargeDrawsPpm = 10_000;

    /// <summary>The most marks of a range, the newest.</summary>
    public const int EntriesMax = 100;

    /// <summary>The most bars marked for their draws, the largest.</summary>
    public const int LargeDrawsMax = 20;

    /// <summary>When it happened, or when the bar begins.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The entry; null for draws.</summary>
    public FundEntry? Entry { get; init; }

    /// <summary>The draws of one bar; null for an entry.</summary>
    public LargeDraws? Draws { get; init; }
}

/// <summary>Draws of one minute, hour or day that together took much.</summary>
/// <param name="Amount">What the fund paid.</param>
/// <param name="Count">For how many liquidations.</param>
/// <param name="SharePpm">As a share of the balance before, in parts per million.</param>
/// <param name="Until">When the bar ends.</param>
public sealed record LargeDraws(Money Amount, long Count, long SharePpm, DateTimeOffset Until);
