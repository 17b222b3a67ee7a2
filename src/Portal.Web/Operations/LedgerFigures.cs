using System.Diagnostics.Metrics;

namespace Portal.Web.Operations;

/// <summary>How far behind this process is and how old the newest checkpoint, as <see cref="ProcessSampler"/> last saw it, for OpenTelemetry.</summary>
public sealed class LedgerFigures : IDisposable
{
    /// <summary>The name of the meter that listeners ask for.</summary>
    public const string MeterName = "Portal.Ledger";

    private readonly Meter _meter = new(MeterName);
    private long _lagEntries = -1;
    private long _signedAtMs;

    /// <summary>Makes the instruments. Before anything was seen they say nothing.</summary>
    public LedgerFigures(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        _meter.CreateObservableGauge(
            "portal.ledger.lag",
            () => Volatile.Read(ref _lagEntries) is >= 0 and var lag ? new Measurement<long>[] { new(lag) } : [],
            "{entry}",
            "Entries committed and not shown by this node yet.");
        _meter.CreateObservableGauge(
            "portal.log.checkpoint.age",
            () => Volatile.Read(ref _signedAtMs) is > 0 and var signedAt
                ? new Measurement<double>[] { new((time.GetUtcNow().ToUnixTimeMilliseconds() - signedAt) / 1_000d) }
                : [],
            "s",
            "Since the newest checkpoint was signed. A ledger that stands still needs no newer one.");
    }

    /// <summary>Takes note of what was just seen.</summary>
    internal void Saw(long? lagEntries, long? signedAtMs)
    {
        Volatile.Write(ref _lagEntries, lagEntries ?? -1);
        Volatile.Write(ref _signedAtMs, signedAtMs ?? 0);
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
