using System.Text;
using System.Text.Json;
using Portal.Settlement;
using Portal.Worker.Intake;
using RabbitMQ.Client;

namespace Portal.Worker.Sources.RabbitMq;

/// <summary>Reads a message as intake reads a body: one record, a JSON array, or one object a line, packed or not.</summary>
internal static class RabbitMqMessage
{
    private const string KindHeader = "kind";

    /// <summary>The message's records. One that can't be read as a whole is one record with a problem, which is kept for an operator and blocks nobody.</summary>
    public static async Task<IReadOnlyList<IntakeRecord>> ReadAsync(
        ReadOnlyMemory<byte> sent, string routingKey, IReadOnlyBasicProperties properties, string source, MasterSecret master, IntakeLimits limits, CancellationToken cancellation)
    {
        var kind = KindOf(routingKey, properties);
        if (sent.Length > limits.IntakeBodyBytesMax)
        {
            return Poison(new Problem("too-large", null, $"The message is larger than {limits.IntakeBodyBytesMax} bytes."), sent, kind, source, master);
        }

        var unpacked = await IntakeBody.UnpackAsync(sent.ToArray(), properties.ContentEncoding, limits.IntakeBodyBytesMax, cancellation);
        if (unpacked.Problem is { } broken)
        {
            return Poison(broken, sent, kind, source, master);
        }

        if (kind is not { } known)
        {
            return Poison(
                new Problem("unknown-kind", KindHeader, "Neither the header 'kind' nor the routing key's last word is 'liquidations', 'fees' or 'adl-fills'."), unpacked.Value, kind, source, master);
        }

        var body = unpacked.Value.AsMemory();
        if (IsOneObject(body.Span))
        {
            return [RecordReader.Read(known, body, source, master)];
        }

        var isArray = body.Span.TrimStart(" \t\r\n\uFEFF"u8) is [(byte)'[', ..];
        var read = RecordReader.ReadBody(known, body, isNdjson: !isArray, source, master, limits.IntakeRecordsMax);
        return read.Problem is { } unreadable ? Poison(unreadable, body, kind, source, master)
            : read.Value.Count == 0 && !isArray ? Poison(new Problem("unreadable-body", null, "The message is empty."), body, kind, source, master)
            : read.Value;
    }

    /// <summary>What the message tells of: its header says it, else the last word of the routing key.</summary>
    private static RecordKind? KindOf(string routingKey, IReadOnlyBasicProperties properties)
    {
        var word = properties.Headers?.TryGetValue(KindHeader, out var header) is true
            ? header switch { byte[] bytes => Encoding.UTF8.GetString(bytes), string text => text, _ => string.Empty }
            : routingKey[(routingKey.LastIndexOf('.') + 1)..];
        return word switch
        {
            "liquidations" => RecordKind.Liquidation,
            "fees" => RecordKind.Fee,
            "adl-fills" => RecordKind.AdlFill,
            _ => null,
        };
    }

    private static bool IsOneObject(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            if (!reader.Read() || reader.TokenType is not JsonTokenType.StartObject)
            {
                return false;
            }

            reader.Skip();
            return !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static IntakeRecord[] Poison(Problem problem, ReadOnlyMemory<byte> payload, RecordKind? kind, string source, MasterSecret master) =>
        [RecordReader.Refused(kind ?? RecordKind.Liquidation, problem, payload.Span, externalId: null, source, master)];
}
