using System.Diagnostics.Metrics;
using Portal.Web.Live;
using Portal.Web.Live.Streams;

namespace Portal.Web.Operations;

/// <summary>Counts what this node shows and to how many, for OpenTelemetry. Visitors are numbers: no address, no page.</summary>
public sealed class LiveFigures : IDisposable
{
    /// <summary>The name of the meter that listeners ask for.</summary>
    public const string MeterName = "Portal.Live";

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _pushed;
    private readonly Counter<long> _limited;
    private readonly Counter<long> _streamed;
    private readonly Counter<long> _cutOff;

    /// <summary>Makes the instruments; without a listener they cost a look at a flag.</summary>
    public LiveFigures(HubTopics topics, StreamFollowers streams, LiveState live)
    {
        ArgumentNullException.ThrowIfNull(topics);
        ArgumentNullException.ThrowIfNull(streams);
        ArgumentNullException.ThrowIfNull(live);
        _pushed = _meter.CreateCounter<long>("portal.hub.messages", "{message}", "Messages handed over to connections of the hub.");
        _limited = _meter.CreateCounter<long>("portal.http.limited_requests", "{request}", "Public requests refused because their address asked too often.");
        _streamed = _meter.CreateCounter<long>("portal.stream.messages", "{message}", "Messages handed over to readers of the event stream.");
        _cutOff = _meter.CreateCounter<long>("portal.stream.cut_off", "{connection}", "Readers of the event stream disconnected because they did not read.");
        _meter.CreateObservableUpDownCounter("portal.stream.connections", () => streams.Connections, "{connection}", "Open connections to the event stream.");
        _meter.CreateObservableUpDownCounter("portal.hub.connections", () => topics.Connections, "{connection}", "Open connections to the hub.");
        _meter.CreateObservableGauge("portal.ledger.sequence", () => live.Current.Sequence, "{entry}", "The last entry that this node shows.");
        _meter.CreateObservableGauge(
            "portal.fund.adl.state",
            () => live.Current.Funds.Select(static fund => new Measurement<int>((int)fund.Adl, new KeyValuePair<string, object?>("portal.fund.id", fund.Id))),
            unit: null,
            "Auto-deleveraging of a fund: 0 off, 1 near, 2 on.");
    }

    /// <summary>Takes note of a message to so many connections.</summary>
    internal void Pushed(int connections) => _pushed.Add(connections);

    /// <summary>Takes note of a request that was told to come back later.</summary>
    internal void Limited() => _limited.Add(1);

    /// <summary>Takes note of a message to so many readers of the event stream.</summary>
    internal void Streamed(int connections) => _streamed.Add(connections);

    /// <summary>Takes note of a reader that was disconnected.</summary>
    internal void CutOff() => _cutOff.Add(1);

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
