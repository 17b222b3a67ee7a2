using System.Text.Json;
using Portal.Settlement.Ledger;
using Portal.Web.Features.Compatible.Streaming;
using Portal.Web.Features.PublicApi;
using Portal.Web.Live;

namespace Portal.Web.Features.Compatible.Okx;

/// <summary>OKX's channels of liquidations and ADL warnings: every liquidation, where OKX itself shows one a second and contract.</summary>
internal sealed class OkxStreams(LiveState live) : StreamFormat
{
    private const string InvalidRequest = "60012";
    private const string UnknownChannel = "60018";

    /// <inheritdoc/>
    public override void Receive(StreamConnection connection, ReadOnlyMemory<byte> message)
    {
        if (message.Span.SequenceEqual("ping"u8))
        {
            connection.Send("pong"u8.ToArray());
            return;
        }

        using var document = ReadObject(message);
        if (document is null)
        {
            connection.Send(Error(connection, InvalidRequest, "Invalid request: expected a JSON object", null));
            return;
        }

        var asked = document.RootElement;
        var id = TextOf(asked, "id");
        var operation = TextOf(asked, "op");
        if (operation is not ("subscribe" or "unsubscribe")
            || !asked.TryGetProperty("args", out var args) || args.ValueKind is not JsonValueKind.Array || args.GetArrayLength() == 0)
        {
            connection.Send(Error(connection, InvalidRequest, "Invalid request: op is subscribe or unsubscribe, args a list of channels", id));
            return;
        }

        foreach (var arg in args.EnumerateArray())
        {
            Change(connection, arg, operation, id);
        }
    }

    /// <inheritdoc/>
    public override void TellLiquidations(IReadOnlyList<LiquidationFigures> settled)
    {
        OkxChannel[] channels = [.. Topics.Followed.Select(OkxChannel.OfTopic).Where(static channel => channel.Name == OkxChannel.Liquidations && channel.ShowsSwaps)];
        if (channels.Length == 0)
        {
            return;
        }

        // Each liquidation is written once, and is an element of its own: ccxt reads the first detail of an element alone.
        var written = settled.Select(static liquidation => (OkxText.Instrument(liquidation).Family, Json: Write(writer => WriteLiquidation(writer, liquidation)))).ToArray();
        foreach (var channel in channels)
        {
            ReadOnlyMemory<byte>[] data = [.. written.Where(one => channel.Family.Length == 0 || channel.Family == one.Family).Select(static one => one.Json)];
            if (data.Length > 0)
            {
                Topics.Tell(channel.Topic, Push(channel, data));
            }
        }
    }

    /// <inheritdoc/>
    public override void TellFunds(IReadOnlyList<LiveFund> changed, LiveSnapshot snapshot)
    {
        foreach (var channel in Topics.Followed.Select(OkxChannel.OfTopic).Where(static channel => channel.Name == OkxChannel.Warnings && channel.ShowsSwaps))
        {
            var funds = channel.Family.Length == 0 ? changed
                : OkxInstrument.FindFund(snapshot, channel.Family) is { } fund && changed.Any(one => one.Id == fund.Id) ? [fund]
                : [];
            if (funds.Count > 0)
            {
                Topics.Tell(channel.Topic, Standing(channel, funds, snapshot));
            }
        }
    }

    private void Change(StreamConnection connection, JsonElement arg, string operation, string? id)
    {
        var channel = arg.ValueKind is JsonValueKind.Object
            ? OkxChannel.Find(TextOf(arg, "channel"), TextOf(arg, "instType"), TextOf(arg, "instFamily"))
            : null;
        if (channel is null || (channel.Family.Length > 0 && OkxInstrument.FindFund(live.Current, channel.Family) is null))
        {
            connection.Send(Error(
                connection, UnknownChannel, "Wrong URL or channel doesn't exist. Please use the correct URL, channel and parameters referring to API document.", id));
            return;
        }

        if (operation == "unsubscribe")
        {
            Topics.Leave(connection, channel.Topic);
            connection.Send(Event(connection, operation, channel, id));
            return;
        }

        if (!connection.Topics.Contains(channel.Topic) && connection.Topics.Count >= connection.TopicsMax)
        {
            connection.Send(Error(connection, InvalidRequest, $"Invalid request: a connection follows at most {connection.TopicsMax} channels", id));
            return;
        }

        connection.Send(Event(connection, operation, channel, id));
        Topics.Follow(connection, channel.Topic, channel is { Name: OkxChannel.Warnings, ShowsSwaps: true } ? () => Beginning(channel) : null);
    }

    private ReadOnlyMemory<byte> Beginning(OkxChannel channel)
    {
        var snapshot = live.Current;
        return Standing(
            channel, channel.Family.Length == 0 ? snapshot.Funds : OkxInstrument.FindFund(snapshot, channel.Family) is { } fund ? [fund] : [], snapshot);
    }

    private static ReadOnlyMemory<byte> Standing(OkxChannel channel, IReadOnlyList<LiveFund> funds, LiveSnapshot snapshot) => Push(
        channel,
        [
            .. funds.SelectMany(fund => (channel.Family.Length > 0 ? [channel.Family] : OkxInstrument.FamiliesOf(fund))
                .Select(family => Write(writer => WriteStanding(writer, family, fund, snapshot)))),
        ]);

    private static ReadOnlyMemory<byte> Push(OkxChannel channel, IReadOnlyList<ReadOnlyMemory<byte>> data) => Write(writer =>
    {
        writer.WriteStartObject();
        WriteArg(writer, channel);
        writer.WriteStartArray("data");
        foreach (var item in data)
        {
            writer.WriteRawValue(item.Span, skipInputValidation: true);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    private static void WriteLiquidation(Utf8JsonWriter writer, LiquidationFigures liquidation)
    {
        var instrument = OkxText.Instrument(liquidation);
        var record = new OkxLiquidations([OkxText.Liquidation(liquidation)], instrument.Family, instrument.Id, OkxInstrument.Swap, instrument.Family);
        JsonSerializer.Serialize(writer, record, JsonSerializerOptions.Web);
    }

    private static void WriteStanding(Utf8JsonWriter writer, string family, LiveFund fund, LiveSnapshot snapshot)
    {
        var started = fund.AdlSinceSequence is { } since ? snapshot.AdlChanges.FirstOrDefault(change => change.Entry.Sequence == since) : null;
        writer.WriteStartObject();
        writer.WriteString("instType", OkxInstrument.Swap);
        writer.WriteString("instFamily", family);
        writer.WriteString("state", OkxText.State(fund.Adl));
        writer.WriteString("bal", fund.Balance.ToString());
        writer.WriteString("ccy", fund.Asset.Code);
        writer.WriteString("maxBal", fund.Peak8h.ToString());
        writer.WriteString("maxBalTs", string.Empty);
        writer.WriteString("decRate", ApiText.OfPpm(fund.Drawdown8hPpm));
        writer.WriteString("adlType", started?.Entry.Body is AdlChanged adl ? OkxText.AdlType(adl.Cause) : string.Empty);
        writer.WriteString("adlBal", fund.AdlTriggerAt.ToString());
        writer.WriteString("adlRecBal", string.Empty);
        writer.WriteString("adlRate", ApiText.OfPpm(-(long)fund.Policy.Thresholds.StartPpm));
        writer.WriteString("adlRecRate", ApiText.OfPpm(-(long)fund.Policy.Thresholds.StopPpm));
        writer.WriteString("ts", OkxText.Of(fund.UpdatedAt));
        writer.WriteEndObject();
    }

    private static ReadOnlyMemory<byte> Event(StreamConnection connection, string name, OkxChannel channel, string? id) => Write(writer =>
    {
        writer.WriteStartObject();
        WriteId(writer, id);
        writer.WriteString("event", name);
        WriteArg(writer, channel);
        writer.WriteString("connId", connection.Id);
        writer.WriteEndObject();
    });

    private static ReadOnlyMemory<byte> Error(StreamConnection connection, string code, string text, string? id) => Write(writer =>
    {
        writer.WriteStartObject();
        WriteId(writer, id);
        writer.WriteString("event", "error");
        writer.WriteString("code", code);
        writer.WriteString("msg", text);
        writer.WriteString("connId", connection.Id);
        writer.WriteEndObject();
    });

    private static void WriteId(Utf8JsonWriter writer, string? id)
    {
        if (id is not null)
        {
            writer.WriteString("id", id);
        }
    }

    private static void WriteArg(Utf8JsonWriter writer, OkxChannel channel)
    {
        writer.WriteStartObject("arg");
        writer.WriteString("channel", channel.Name);
        writer.WriteString("instType", channel.Type);
        if (channel.Family.Length > 0)
        {
            writer.WriteString("instFamily", channel.Family);
        }

        writer.WriteEndObject();
    }
}
