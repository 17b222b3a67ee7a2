using System.Collections.Immutable;
using System.Globalization;
using Portal.Settlement.Deleveraging;

namespace Portal.Admin.Dashboard;

/// <summary>Finds what needs a person in the dashboard's figures. Pure: the same figures and thresholds give the same alerts.</summary>
public static class Alerts
{
    /// <summary>What is wrong, the most urgent first.</summary>
    public static ImmutableArray<Alert> Find(DashboardFigures figures, AlertThresholds thresholds)
    {
        ArgumentNullException.ThrowIfNull(figures);
        ArgumentNullException.ThrowIfNull(thresholds);
        IEnumerable<Alert> found =
        [
            .. OfHolder(figures, thresholds), .. OfFunds(figures), .. OfFreeze(figures), .. OfCheckpoint(figures, thresholds), .. OfDatabase(figures, thresholds),
            .. OfQueue(figures, thresholds), .. OfLag(figures, thresholds), .. OfProcesses(figures), .. OfSources(figures, thresholds), .. OfQuarantine(figures),
        ];
        return [.. found.OrderByDescending(static alert => alert.Level)];
    }

    private static IEnumerable<Alert> OfHolder(DashboardFigures figures, AlertThresholds thresholds)
    {
        if (figures.Holder.Owner is null)
        {
            yield return new Alert(
                "no-holder",
                AlertLevel.Critical,
                "Nobody settles",
                figures.Holder.Fence == 0 ? "No worker has ever started on this database." : "The last worker has stopped and no other has taken its place.",
                "Start a process with the role worker. If one runs, its log says why it does not settle. Engines keep what they send until then; nothing is lost.");
        }
        else if (figures.Holder.Silence is { } silence && silence > thresholds.HolderSilentAfter)
        {
            yield return new Alert(
                "holder-silent",
                AlertLevel.Critical,
                "The worker gives no sign of life",
                $"{figures.Holder.Owner} holds the lease and has not moved it for {DurationText.Of(silence)}.",
                "Restart that process, or start a worker elsewhere; it has stopped, hangs, or is cut off from the database. A stand-by would have taken over within seconds, so there is none that reaches the database.");
        }
    }

    private static IEnumerable<Alert> OfFunds(DashboardFigures figures)
    {
        foreach (var fund in figures.Funds.Where(static fund => fund.Adl is AdlState.Active))
        {
            yield return new Alert(
                "adl-active",
                AlertLevel.Critical,
                $"ADL is on: {fund.Name}",
                $"Balance {fund.Balance}, {PercentText(fund.DrawdownPpm)} from its 8-hour peak. Losses that the fund can't cover are closed against traders.",
                "It stops by its own rule once the fund recovers. Check that the market's losses are real, and decide whether to inject.");
        }

        foreach (var fund in figures.Funds.Where(static fund => fund.Adl is AdlState.Warning))
        {
            yield return new Alert(
                "adl-near",
                AlertLevel.Warning,
                $"ADL is near: {fund.Name}",
                $"Balance {fund.Balance}, {PercentText(fund.DrawdownPpm)} from its 8-hour peak.",
                "Watch it. An injection needs a proposal and an approval: start one in time if you mean to.");
        }
    }

    private static IEnumerable<Alert> OfFreeze(DashboardFigures figures)
    {
        if (figures.Freeze is { } freeze)
        {
            yield return new Alert(
                "frozen",
                AlertLevel.Warning,
                "A freeze is in force",
                $"Since {Shell.TimeOf.Minute(freeze.Since)} by {freeze.By}: {freeze.Reason} Liquidations go on being settled.",
                "End it once its reason is gone; everybody can see it.");
        }
    }

    private static IEnumerable<Alert> OfCheckpoint(DashboardFigures figures, AlertThresholds thresholds)
    {
        // Before the first checkpoint the start of the samples is all there is to reckon from; a worker that settles signs within seconds.
        var age = figures.CheckpointAt is { } at ? figures.Now - at : TimeSpan.MaxValue;
        var isExpected = figures.CheckpointAt is not null || figures.Holder.Owner is not null;
        if (figures.Uncovered > 0 && age > thresholds.CheckpointLateAfter && isExpected)
        {
            yield return new Alert(
                "checkpoint-late",
                AlertLevel.Critical,
                "The log is not being signed",
                figures.CheckpointAt is null
                    ? $"{CountText(figures.Uncovered, "entry", "entries")} and no checkpoint yet."
                    : $"The newest checkpoint is {DurationText.Of(age)} old and leaves {CountText(figures.Uncovered, "entry", "entries")} uncovered.",
                "Settling goes on, but nobody can prove the newest entries. The worker's log says why: usually its key file, or a ledger that does not fit its hashes. Do not touch the database.");
        }
    }

    private static IEnumerable<Alert> OfDatabase(DashboardFigures figures, AlertThresholds thresholds)
    {
        if (figures.Database is { FreeBytes: { } free } && free < thresholds.DatabaseFreeBytesMin)
        {
            yield return new Alert(
                "database-nearly-full",
                AlertLevel.Critical,
                "The database is nearly full",
                $"{ByteText.Of(figures.Database.Bytes)} used, room for {ByteText.Of(free)} more.",
                "Make room before it ends: a full disk stops settling. No row of the ledger may be deleted.");
        }
    }

    private static IEnumerable<Alert> OfQueue(DashboardFigures figures, AlertThresholds thresholds)
    {
        if (figures.QueueRecords > thresholds.QueueRecordsMax)
        {
            yield return new Alert(
                "queue-long",
                AlertLevel.Warning,
                "Records come faster than they are settled",
                $"{CountText(figures.QueueRecords, "record", "records")} wait.",
                "If it keeps growing, look at the slowest commit below and at the database's disk. From 50,000 on engines are told to come back.");
        }
    }

    private static IEnumerable<Alert> OfLag(DashboardFigures figures, AlertThresholds thresholds)
    {
        foreach (var process in figures.Alive.Where(process => process.LagEntries > thresholds.LagEntriesMax))
        {
            yield return new Alert(
                "lag",
                AlertLevel.Warning,
                "Pages are behind the ledger",
                $"{process.Node} shows figures {CountText(process.LagEntries!.Value, "entry", "entries")} old.",
                "It catches up by itself. If it does not, that node is short of processor or far from its database; above 50,000 it leaves the balancer.");
        }
    }

    private static IEnumerable<Alert> OfProcesses(DashboardFigures figures)
    {
        foreach (var process in figures.Processes.Where(figures.IsSilent))
        {
            yield return new Alert(
                "process-silent",
                AlertLevel.Warning,
                "A process has gone silent",
                $"{process.Node} ({process.Roles}) was last heard of {DurationText.Of(figures.Now - DateTimeOffset.FromUnixTimeMilliseconds(process.AtMs))} ago and did not say goodbye.",
                "Look whether it still runs. This goes away by itself ten minutes after the last sign.");
        }
    }

    private static IEnumerable<Alert> OfSources(DashboardFigures figures, AlertThresholds thresholds)
    {
        foreach (var source in figures.Sources)
        {
            if (source.Pause is { } pause)
            {
                yield return new Alert(
                    "source-paused",
                    AlertLevel.Warning,
                    $"{source.Source} is paused",
                    $"Since {Shell.TimeOf.Minute(pause.PausedAtMs)} by {pause.PausedBy}: {pause.Reason}",
                    "Nothing of it is settled meanwhile, and the public status says so. Resume it under Sources once the reason is gone.");
            }
            else if (source.QuietSince is { } quiet && figures.Now - quiet > thresholds.SourceSilentAfter)
            {
                yield return OfSilence(source, quiet, figures.Now);
            }

            // A mirrored stream numbers nothing and has a gap after every cut: nobody can send it again.
            if (source.Gaps > 0 && !source.Source.StartsWith("mirror:", StringComparison.Ordinal))
            {
                yield return new Alert(
                    "source-gaps",
                    AlertLevel.Warning,
                    $"Records of {source.Source} are missing",
                    $"{CountText(source.Gaps, "number", "numbers")} of its own sequence never came.",
                    "Ask the engine to send them again; the gap closes when they come.");
            }
        }
    }

    private static Alert OfSilence(SourceFigures source, DateTimeOffset quiet, DateTimeOffset now) => source.LastSeenAt is { } seen
        ? new Alert(
            "source-silent",
            AlertLevel.Warning,
            $"Nothing from {source.Source}",
            $"Its last record came {DurationText.Of(now - seen)} ago, at {Shell.TimeOf.Minute(seen)}.",
            "Ask whoever runs it. If it is quiet on purpose, pause it under Sources; if it is gone for good, revoke its key.")
        : new Alert(
            "source-silent",
            AlertLevel.Warning,
            $"Nothing from {source.Source} yet",
            $"It could send since {Shell.TimeOf.Minute(quiet)} and never has.",
            "Ask whoever runs the engine whether the key's secret is in it, and what its requests are answered. A key that nobody uses is better revoked.");

    private static IEnumerable<Alert> OfQuarantine(DashboardFigures figures)
    {
        if (figures.QuarantineOpen > 0)
        {
            yield return new Alert(
                "quarantine",
                AlertLevel.Warning,
                figures.QuarantineOpen == 1 ? "1 record is in quarantine" : $"{CountText(figures.QuarantineOpen, "record", "records")} are in quarantine",
                "They contradict what is settled, or could not be read. They move no balance.",
                "Have the engine send them again corrected, or dismiss them with a reason.");
        }
    }

    private static string CountText(long count, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? one : many)}");

    // Two places: what is below a hundredth of a percent is said to be 0.00 %.
    private static string PercentText(long ppm) => string.Create(CultureInfo.InvariantCulture, $"{ppm / 10_000m:0.00} %");
}
