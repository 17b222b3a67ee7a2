using Portal.Settlement.Amounts;
using Portal.Settlement.Deleveraging;

namespace Portal.Web.Features.Deleveraging;

/// <summary>One time that ADL was on for a fund.</summary>
public sealed record AdlEventView
{
    /// <summary>The entry that started it; what its address holds.</summary>
    public required long Sequence { get; init; }

    /// <summary>The fund.</summary>
    public required string FundId { get; init; }

    /// <summary>Its name.</summary>
    public required string FundName { get; init; }

    /// <summary>When it started, by the settling clock.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The entry that stopped it; null while it is on.</summary>
    public long? EndSequence { get; init; }

    /// <summary>When it stopped; null while it is on.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What counts as now for the fund: how long an event that is on has lasted.</summary>
    public required DateTimeOffset Clock { get; init; }

    /// <summary>Why it started.</summary>
    public required AdlCause Cause { get; init; }

    /// <summary>The entry after which it started; null when time alone made it so.</summary>
    public long? CauseSequence { get; init; }

    /// <summary>The highest balance of the 8 hours before.</summary>
    public required Money Peak { get; init; }

    /// <summary>The entry that made it.</summary>
    public required long PeakSequence { get; init; }

    /// <summary>(balance - peak) / peak at the start, in parts per million; zero or less.</summary>
    public required long DrawdownPpm { get; init; }

    /// <summary>The thresholds that were in force.</summary>
    public required AdlThresholds Thresholds { get; init; }

    /// <summary>The balance at the start.</summary>
    public required Money BalanceAtStart { get; init; }

    /// <summary>What the fund was not allowed to go below at the start.</summary>
    public required Money Floor { get; init; }

    /// <summary>The balance at the end; null while it is on.</summary>
    public Money? BalanceAtEnd { get; init; }

    /// <summary>The lowest balance meanwhile.</summary>
    public required Money Lowest { get; init; }

    /// <summary>Losses left uncovered, without liquidations that were taken back.</summary>
    public required Money Uncovered { get; init; }

    /// <summary>What ADL recovered of them.</summary>
    public required Money Recovered { get; init; }

    /// <summary>How many liquidations left them.</summary>
    public required long LossCount { get; init; }

    /// <summary>Whether it comes from a recording.</summary>
    public bool IsReplayed { get; init; }

    /// <summary>What is still to be recovered.</summary>
    public Money Outstanding => Uncovered > Recovered ? Uncovered - Recovered : Money.Zero(Uncovered.Asset);

    /// <summary>How long it lasted, or has lasted so far.</summary>
    public TimeSpan Duration => (EndedAt ?? Clock) - StartedAt is { Ticks: > 0 } lasted ? lasted : TimeSpan.Zero;

    /// <summary>Which share of the losses was recovered, in parts per million; null without losses.</summary>
    public long? RecoveredPpm => Uncovered.Units > 0 ? (long)((Int128)Math.Min(Recovered.Units, Uncovered.Units) * PartsPerMillion.Whole / Uncovered.Units) : null;
}
