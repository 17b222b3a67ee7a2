using System.Collections.Immutable;
using Portal.Settlement.Deleveraging;
using Portal.Settlement.Ledger;
using Portal.Storage.Intake;
using Portal.Storage.Operations;

namespace Portal.Admin.Dashboard;

/// <summary>Everything the dashboard shows and alerts are found in, as of one look. Read by <see cref="DashboardReading"/>.</summary>
public sealed record DashboardFigures
{
    /// <summary>How long a process may be silent before it counts as gone.</summary>
    public static readonly TimeSpan ProcessSilentAfter = TimeSpan.FromMinutes(1);

    /// <summary>When it was.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The last entry; 0 before the first.</summary>
    public required long Sequence { get; init; }

    /// <summary>Who settles.</summary>
    public required HolderFigures Holder { get; init; }

    /// <summary>How many entries the newest checkpoint covers; null before the first.</summary>
    public required long? CheckpointSize { get; init; }

    /// <summary>When it was signed.</summary>
    public required DateTimeOffset? CheckpointAt { get; init; }

    /// <summary>The newest sample of every process that was heard of lately and has not said goodbye, by name.</summary>
    public required ImmutableArray<ProcessSampleRow> Processes { get; init; }

    /// <summary>All processes minute by minute, the oldest first; a minute without samples is missing.</summary>
    public required ImmutableArray<ProcessMinute> Minutes { get; init; }

    /// <summary>How large the database is; null when that can't be known.</summary>
    public required DatabaseSize? Database { get; init; }

    /// <summary>What the database gained since <see cref="GrowthSince"/>.</summary>
    public required long? GrowthBytes { get; init; }

    /// <summary>Since when; at most a day.</summary>
    public required DateTimeOffset? GrowthSince { get; init; }

    /// <summary>Every source that is expected to send.</summary>
    public required ImmutableArray<SourceFigures> Sources { get; init; }

    /// <summary>Records that wait for an operator's decision.</summary>
    public required long QuarantineOpen { get; init; }

    /// <summary>The funds, by id.</summary>
    public required ImmutableArray<FundStanding> Funds { get; init; }

    /// <summary>The freeze in force, if there is one.</summary>
    public required FreezeInForce? Freeze { get; init; }

    /// <summary>Those whose last sample is fresh.</summary>
    public IEnumerable<ProcessSampleRow> Alive => Processes.Where(process => !IsSilent(process));

    /// <summary>Records settled a second, as the newest samples have it.</summary>
    public double SettledPerSecond => Alive.Sum(static process => PerSecond(process.Settled, process));

    /// <summary>Transactions a second.</summary>
    public double CommitsPerSecond => Alive.Sum(static process => PerSecond(process.Commits, process));

    /// <summary>Records that wait.</summary>
    public long QueueRecords => Alive.Sum(static process => process.QueueRecords);

    /// <summary>How far the slowest node is behind; null when no node shows anything.</summary>
    public long? LagEntries => Alive.Max(static process => process.LagEntries);

    /// <summary>Open connections on all nodes.</summary>
    public long Viewers => Alive.Sum(static process => process.Viewers ?? 0);

    /// <summary>Entries that no checkpoint covers yet.</summary>
    public long Uncovered => Math.Max(0, Sequence - (CheckpointSize ?? 0));

    /// <summary>Whether a process stopped leaving samples without a goodbye.</summary>
    public bool IsSilent(ProcessSampleRow process)
    {
        ArgumentNullException.ThrowIfNull(process);
        return Now.ToUnixTimeMilliseconds() - process.AtMs > ProcessSilentAfter.TotalMilliseconds;
    }

    private static double PerSecond(long count, ProcessSampleRow process) => process.PeriodMs == 0 ? 0 : count * 1_000d / process.PeriodMs;
}

/// <summary>Who settles, as far as this process has seen.</summary>
/// <param name="Owner">Machine and process id; null when nobody does.</param>
/// <param name="Fence">How often the lease was taken.</param>
/// <param name="Address">Where it takes records in.</param>
/// <param name="Silence">How long its beat has stood still at most; null when nobody settles.</param>
/// <param name="IsBeating">Whether the beat was seen to move, so that the silence is known and not only bounded by how long somebody has looked.</param>
public sealed record HolderFigures(string? Owner, long Fence, string? Address, TimeSpan? Silence, bool IsBeating);

/// <summary>A source that is expected to send, or is paused.</summary>
/// <param name="Source">Its name.</param>
/// <param name="LastSeenAt">When anything last came; null when nothing ever did.</param>
/// <param name="Gaps">How many of its numbers are missing.</param>
public sealed record SourceFigures(string Source, DateTimeOffset? LastSeenAt, long Gaps)
{
    /// <summary>When the oldest key was made that it may sign with now; null when it has none.</summary>
    public DateTimeOffset? KeyMadeAt { get; init; }

    /// <summary>When it was last let send again after a pause; null when it never was.</summary>
    public DateTimeOffset? ResumedAt { get; init; }

    /// <summary>Since when it is paused, by whom and why; null when it is not.</summary>
    public SourcePauseRow? Pause { get; init; }

    /// <summary>Since when it could have sent and has not: the latest of its last record, its key and the end of its last pause; null when it has none of these.</summary>
    public DateTimeOffset? QuietSince => new[] { LastSeenAt, KeyMadeAt, ResumedAt }.Max();
}

/// <summary>How a fund stands with auto-deleveraging.</summary>
/// <param name="FundId">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Adl">Off, near or on.</param>
/// <param name="Balance">Its balance with its asset.</param>
/// <param name="DrawdownPpm">From the 8-hour peak, zero or less.</param>
public sealed record FundStanding(string FundId, string Name, AdlState Adl, string Balance, long DrawdownPpm);
