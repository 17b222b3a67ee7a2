using System.Collections.Immutable;
using Portal.Settlement.Amounts;
using Portal.Settlement.Deleveraging;
using Portal.Settlement.FeeAllocation;
using Portal.Settlement.Funds;
using Portal.Settlement.Ledger;

namespace Portal.Web.Live;

/// <summary>A fund as it stands at one sequence, with every figure that is shown of it.</summary>
public sealed record LiveFund
{
    /// <summary>The policy it works by now.</summary>
    public required FundPolicy Policy { get; init; }

    /// <summary>Every symbol it covers, by name; <see cref="FundPolicy.AllOtherSymbols"/> may be one of them.</summary>
    public required ImmutableArray<string> Symbols { get; init; }

    /// <summary>Its balance.</summary>
    public required Money Balance { get; init; }

    /// <summary>Its last entry's place among all.</summary>
    public required long Sequence { get; init; }

    /// <summary>Its last entry's place among its own.</summary>
    public required long FundSequence { get; init; }

    /// <summary>When its first entry was recorded.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>When its last entry was recorded.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>What counts as now for it: a recording's own time while one is replayed, else the time of day.</summary>
    public required DateTimeOffset Clock { get; init; }

    /// <summary>Whether that is a recording's clock, which stands still between replays.</summary>
    public bool LivesByRecording { get; init; }

    /// <summary>Every share of fees that was set for it, in the order they were set.</summary>
    public ImmutableArray<AllocationRate> Rates { get; init; } = [];

    /// <summary>What its balance gained in the last 24 hours; negative when it lost.</summary>
    public required Money Change24h { get; init; }

    /// <summary>The same over 7 days, from the full hour on; null for a younger fund.</summary>
    public LiveChange? Change7d { get; init; }

    /// <summary>The same over 30 days, from the full hour on; null for a younger fund.</summary>
    public LiveChange? Change30d { get; init; }

    /// <summary>What has happened to it since 00:00 UTC of its clock's day; null while nothing has.</summary>
    public BalanceRollup? Today { get; init; }

    /// <summary>Its last 24 hours.</summary>
    public required LiveDay Day { get; init; }

    /// <summary>Its newest entries, the oldest first.</summary>
    public required ImmutableArray<LedgerEntry> Entries { get; init; }

    /// <summary>The highest balance it ever had.</summary>
    public required Money Peak { get; init; }

    /// <summary>The entry after which it had it.</summary>
    public required long PeakSequence { get; init; }

    /// <summary>When that was.</summary>
    public required DateTimeOffset PeakAt { get; init; }

    /// <summary>The lowest balance since then; the peak itself when nothing was lost since.</summary>
    public required Money Trough { get; init; }

    /// <summary>When that was.</summary>
    public required DateTimeOffset TroughAt { get; init; }

    /// <summary>(balance - peak) / peak in parts per million; zero or less.</summary>
    public required long DrawdownPpm { get; init; }

    /// <summary>The peak of the last 8 hours, lowered by withdrawals made since.</summary>
    public required Money Peak8h { get; init; }

    /// <summary>(balance - 8-hour peak) / 8-hour peak in parts per million; zero or less.</summary>
    public required long Drawdown8hPpm { get; init; }

    /// <summary>Whether auto-deleveraging is on, or near.</summary>
    public required AdlState Adl { get; init; }

    /// <summary>The highest balance at which auto-deleveraging would start.</summary>
    public required Money AdlTriggerAt { get; init; }

    /// <summary>The entry that started auto-deleveraging; null while it is off.</summary>
    public long? AdlSinceSequence { get; init; }

    /// <summary>How many liquidations it settled.</summary>
    public required long LiquidationCount { get; init; }

    /// <summary>Everything it paid for liquidations.</summary>
    public required Money Drawn { get; init; }

    /// <summary>Everything it could not pay.</summary>
    public required Money Uncovered { get; init; }

    /// <summary>Its id.</summary>
    public string Id => Policy.FundId;

    /// <summary>What it holds.</summary>
    public Asset Asset => Policy.Asset;

    /// <summary>Minutes in the day that <see cref="Today"/> is.</summary>
    public const int TodayMinutes = 1440;

    /// <summary>When its clock's day began, UTC.</summary>
    public DateTimeOffset TodayBegan => DateTimeOffset.FromUnixTimeMilliseconds(BalanceRollup.StartOf(Clock.ToUnixTimeMilliseconds(), TodayMinutes));
}

/// <summary>How a balance changed over some days.</summary>
/// <param name="Change">Balance now less balance then.</param>
/// <param name="BeginUnits">The balance then.</param>
public sealed record LiveChange(Money Change, long BeginUnits);
