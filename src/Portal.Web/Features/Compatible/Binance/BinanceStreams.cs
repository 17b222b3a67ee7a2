using System.Text.Json;
using Portal.Settlement.Contracts;
using Portal.Web.Features.Compatible.Streaming;
using Portal.Web.Live;

namespace Portal.Web.Features.Compatible.Binance;

/// <summary>Binance's force-order streams: every liquidation, where Binance itself shows one a second and contract.</summary>
internal sealed class BinanceStreams : StreamFormat
{
    private const string All = "!forceOrder@arr";
    private const string Suffix = "@forceOrder";
    private const int MalformedRequest = 2;
    private const int MalformedJson = 3;
    private const int IdLengthMax = 64;

    // The same stream is two topics: as it is, and wrapped with its name.
    private const char Raw = 'r';
    private const char Combined = 'c';

    /// <summary>The topic of a stream's name; null when there is no such stream.</summary>
    public static string? TopicOf(string name, bool isCombined)
    {
        var kind = isCombined ? Combined : Raw;
        return name == All ? $"{kind}{All}"
            : name.Length > Suffix.Length && name.Length <= TopicName.LengthMax && name.EndsWith(Suffix, StringComparison.Ordinal) && name[0] != '!'
                ? $"{kind}{name[..^Suffix.Length].ToLowerInvariant()}{Suffix}"
            : null;
    }

    /// <inheritdoc/>
    public override void Receive(StreamConnection connection, ReadOnlyMemory<byte> message)
    {
        using var document = ReadObject(message);
        if (document is null)
        {
            connection.Send(Error(MalformedJson, "Invalid JSON: expected an object", id: null));
            return;
        }

        var asked = document.RootElement;
        var hasId = asked.TryGetProperty("id", out var id);
        if (hasId && !IsId(id))
        {
            connection.Send(Error(MalformedRequest, "Invalid request: request ID must be an unsigned integer", id: null));
            return;
        }

        var echo = hasId ? id : (JsonElement?)null;
        switch (TextOf(asked, "method"))
        {
            case "SUBSCRIBE":
                Subscribe(connection, asked, echo);
                break;
            case "UNSUBSCRIBE":
                Unsubscribe(connection, asked, echo);
                break;
            case "LIST_SUBSCRIPTIONS":
                string[] names = [.. connection.Topics.Select(static topic => topic[1..])];
                connection.Send(Result(echo, writer => WriteNames(writer, names)));
                break;
            case null:
                connection.Send(Error(MalformedRequest, "Invalid request: missing field `method`", echo));
                break;
            default:
                connection.Send(Error(
                    MalformedRequest, "Invalid request: unknown variant, expected one of `SUBSCRIBE`, `UNSUBSCRIBE`, `LIST_SUBSCRIPTIONS`", echo));
                break;
        }
    }

    /// <inheritdoc/>
    public override void TellLiquidations(IReadOnlyList<LiquidationFigures> settled)
    {
        foreach (var liquidation in settled)
        {
            var bySymbol = $"{liquidation.Symbol.ToLowerInvariant()}{Suffix}";
            string[] names = [.. new[] { All, bySymbol }.Where(name => Topics.IsFollowed($"{Raw}{name}") || Topics.IsFollowed($"{Combined}{name}"))];
            if (names.Length == 0)
            {
                continue;
            }

            var record = Write(writer => WriteOrder(writer, liquidation));
            foreach (var name in names)
            {
                Topics.Tell($"{Raw}{name}", record);
                if (Topics.IsFollowed($"{Combined}{name}"))
                {
                    Topics.Tell($"{Combined}{name}", Wrap(name, record));
                }
            }
        }
    }

    /// <inheritdoc/>
    public override void TellFunds(IReadOnlyList<LiveFund> changed, LiveSnapshot snapshot)
    {
        // Binance has no stream of its insurance fund.
    }

    private void Subscribe(StreamConnection connection, JsonElement asked, JsonElement? id)
    {
        if (ReadTopics(connection, asked) is not { } topics)
        {
            connection.Send(Error(MalformedRequest, "Invalid request: invalid stream", id));
            return;
        }

        if (connection.Topics.Union(topics, StringComparer.Ordinal).Count() > connection.TopicsMax)
        {
            connection.Send(Error(MalformedRequest, "Invalid request: too many parameters", id));
            return;
        }

        // The answer first: what settles from here on comes after it.
        connection.Send(Result(id, static writer => writer.WriteNullValue()));
        foreach (var topic in topics)
        {
            Topics.Follow(connection, topic);
        }
    }

    private void Unsubscribe(StreamConnection connection, JsonElement asked, JsonElement? id)
    {
        if (ReadTopics(connection, asked) is not { } topics)
        {
            connection.Send(Error(MalformedRequest, "Invalid request: invalid stream", id));
            return;
        }

        foreach (var topic in topics)
        {
            Topics.Leave(connection, topic);
        }

        connection.Send(Result(id, static writer => writer.WriteNullValue()));
    }

    private static string[]? ReadTopics(StreamConnection connection, JsonElement asked)
    {
        if (TextsOf(asked, "params") is not { Count: > 0 } names)
        {
            return null;
        }

        var topics = names.Select(name => TopicOf(name, connection.IsCombined)).ToArray();
        return topics.Contains(null) ? null : [.. topics.Select(static topic => topic!)];
    }

    private static bool IsId(JsonElement id) => id.ValueKind switch
    {
        JsonValueKind.Null => true,
        JsonValueKind.Number => id.TryGetUInt64(out _),
        JsonValueKind.String => id.GetRawText().Length <= IdLengthMax,
        _ => false,
    };

    private static ReadOnlyMemory<byte> Result(JsonElement? id, Action<Utf8JsonWriter> writeResult) => Write(writer =>
    {
        writer.WriteStartObject();
        writer.WritePropertyName("result");
        writeResult(writer);
        WriteId(writer, id);
        writer.WriteEndObject();
    });

    private static ReadOnlyMemory<byte> Error(int code, string text, JsonElement? id) => Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartObject("error");
        writer.WriteNumber("code", code);
        writer.WriteString("msg", text);
        writer.WriteEndObject();
        WriteId(writer, id);
        writer.WriteEndObject();
    });

    private static void WriteId(Utf8JsonWriter writer, JsonElement? id)
    {
        if (id is { } known)
        {
            writer.WritePropertyName("id");
            writer.WriteRawValue(known.GetRawText());
        }
        else
        {
            writer.WriteNull("id");
        }
    }

    private static void WriteNames(Utf8JsonWriter writer, IEnumerable<string> names)
    {
        writer.WriteStartArray();
        foreach (var name in names)
        {
            writer.WriteStringValue(name);
        }

        writer.WriteEndArray();
    }

    private static ReadOnlyMemory<byte> Wrap(string name, ReadOnlyMemory<byte> record) => Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("stream", name);
        writer.WritePropertyName("data");
        writer.WriteRawValue(record.Span, skipInputValidation: true);
        writer.WriteEndObject();
    });

    private static void WriteOrder(Utf8JsonWriter writer, LiquidationFigures liquidation)
    {
        writer.WriteStartObject();
        writer.WriteString("e", "forceOrder");
        writer.WriteNumber("E", liquidation.RecordedUnixMs);
        writer.WriteStartObject("o");
        writer.WriteString("s", liquidation.Symbol);
        writer.WriteString("S", liquidation.Side switch
        {
            PositionSide.Long => "SELL",
            PositionSide.Short => "BUY",
            _ => string.Empty,
        });
        writer.WriteString("o", "LIMIT");
        writer.WriteString("f", "IOC");
        writer.WriteString("q", liquidation.Quantity);
        writer.WriteString("p", liquidation.BankruptcyPrice);
        writer.WriteString("ap", liquidation.FillPrice);
        writer.WriteString("X", "FILLED");
        writer.WriteString("l", liquidation.Quantity);
        writer.WriteString("z", liquidation.Quantity);
        writer.WriteNumber("T", liquidation.OccurredUnixMs);
        writer.WriteNumber("sequence", liquidation.Liquidation.Sequence);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
