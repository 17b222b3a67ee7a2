using System.Collections.Immutable;
using Portal.Storage.Intake;
using Portal.Storage.Leases;
using Portal.Storage.Ledger;
using Portal.Storage.Operations;
using Portal.Storage.TransparencyLog;

namespace Portal.Admin.Dashboard;

/// <summary>Reads the dashboard's figures, once for all who look at the same time.</summary>
public sealed class DashboardReading(
    LedgerStore ledger,
    LeaseStore leases,
    LogStore log,
    ProcessSampleStore samples,
    SourceStore sources,
    IntakeKeyStore keys,
    SourcePauseStore pauses,
    QuarantineStore quarantine,
    HolderWatch holder,
    StandingWatch standing,
    TimeProvider time) : IDisposable
{
    /// <summary>How many minutes the charts show.</summary>
    public const int ChartMinutes = 180;

    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan HeardOfFor = TimeSpan.FromMinutes(10);

    private readonly SemaphoreSlim _reading = new(1, 1);
    private (long At, DashboardFigures Figures)? _kept;

    /// <summary>The figures as of now or a second ago.</summary>
    public async Task<DashboardFigures> ReadAsync(CancellationToken cancellation)
    {
        await _reading.WaitAsync(cancellation);
        try
        {
            if (_kept is not { } kept || time.GetElapsedTime(kept.At) >= KeptFor)
            {
                kept = (time.GetTimestamp(), await ReadNowAsync(cancellation));
                _kept = kept;
            }

            return kept.Figures;
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _reading.Dispose();

    private async Task<DashboardFigures> ReadNowAsync(CancellationToken cancellation)
    {
        // The checkpoint first: one that comes in between would seem to cover more than there is, not less.
        var checkpoint = await log.ReadCheckpointAsync(cancellation);
        var head = await ledger.ReadHeadAsync(cancellation);
        var lease = holder.See(await leases.ReadAsync(cancellation));
        var (funds, freeze) = await standing.ReadAsync(cancellation);
        var now = time.GetUtcNow();
        var recent = await samples.ReadSinceAsync(now - HeardOfFor, cancellation);
        var sized = recent.FirstOrDefault(static sample => sample.DatabaseBytes is not null);
        var first = sized is null ? null : await samples.ReadFirstSizedAsync(now - TimeSpan.FromDays(1), cancellation);
        return new DashboardFigures
        {
            Now = now,
            Sequence = head.Sequence,
            Holder = lease,
            CheckpointSize = checkpoint?.Size,
            CheckpointAt = checkpoint is null ? null : DateTimeOffset.FromUnixTimeMilliseconds(checkpoint.SignedAtMs),
            Processes = [.. recent.DistinctBy(static sample => sample.Node).Where(static sample => sample.IsLast == 0).OrderBy(static sample => sample.Node, StringComparer.Ordinal)],
            Minutes = [.. await samples.ReadMinutesAsync(MinuteOf(now).AddMinutes(1 - ChartMinutes), cancellation)],
            Database = sized is null ? null : new DatabaseSize(sized.DatabaseBytes!.Value, sized.DatabaseFreeBytes),
            GrowthBytes = sized?.DatabaseBytes - first?.DatabaseBytes,
            GrowthSince = first is null ? null : DateTimeOffset.FromUnixTimeMilliseconds(first.AtMs),
            Sources = await ReadSourcesAsync(now, cancellation),
            QuarantineOpen = (await quarantine.ReadCountsAsync(cancellation)).Where(static count => count.Status == QuarantineRow.Open).Sum(static count => count.RowCount),
            Funds = funds,
            Freeze = freeze,
        };
    }

    private async Task<ImmutableArray<SourceFigures>> ReadSourcesAsync(DateTimeOffset now, CancellationToken cancellation) => ExpectedSources.Of(
        await sources.ReadAllAsync(cancellation),
        await keys.ReadAllAsync(cancellation),
        await pauses.ReadAllAsync(cancellation),
        await pauses.ReadResumedAsync(cancellation),
        now);

    private static DateTimeOffset MinuteOf(DateTimeOffset at) => DateTimeOffset.FromUnixTimeSeconds(at.ToUnixTimeSeconds() / 60 * 60);
}
