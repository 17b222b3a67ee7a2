using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Portal.Web.Live;

namespace Portal.Web.Features.Compatible.Streaming;

/// <summary>How one exchange's clients ask and are told.</summary>
internal abstract class StreamFormat
{
    // No message ever stands in a page, so letters go out as they are.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Who follows what.</summary>
    public StreamTopics Topics { get; } = new();

    /// <summary>Answers a message. Called for one connection by one task.</summary>
    public abstract void Receive(StreamConnection connection, ReadOnlyMemory<byte> message);

    /// <summary>Tells liquidations, the oldest first: every one of them, each written once for everybody who follows it.</summary>
    public abstract void TellLiquidations(IReadOnlyList<LiquidationFigures> settled);

    /// <summary>Tells how funds stand that changed.</summary>
    public abstract void TellFunds(IReadOnlyList<LiveFund> changed, LiveSnapshot snapshot);

    /// <summary>Writes one JSON value.</summary>
    protected static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, Plain))
        {
            write(writer);
        }

        return buffer.WrittenMemory;
    }

    /// <summary>Reads a message as a JSON object; null when it is none.</summary>
    protected static JsonDocument? ReadObject(ReadOnlyMemory<byte> message)
    {
        try
        {
            var document = JsonDocument.Parse(message);
            if (document.RootElement.ValueKind is JsonValueKind.Object)
            {
                return document;
            }

            document.Dispose();
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A text of an object; null when there is none.</summary>
    protected static string? TextOf(JsonElement holder, string name) => holder.TryGetProperty(name, out var value) ? TextOf(value) : null;

    /// <summary>The texts of an object's list; null when there is no list, or something else in it.</summary>
    protected static IReadOnlyList<string>? TextsOf(JsonElement holder, string name)
    {
        if (!holder.TryGetProperty(name, out var list) || list.ValueKind is not JsonValueKind.Array)
        {
            return null;
        }

        var texts = list.EnumerateArray().Select(TextOf).ToArray();
        return texts.Contains(null) ? null : [.. texts.Select(static text => text!)];
    }

    private static string? TextOf(JsonElement value)
    {
        try
        {
            return value.ValueKind is JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair is no text.
            return null;
        }
    }
}
