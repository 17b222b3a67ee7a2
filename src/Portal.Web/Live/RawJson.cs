using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portal.Web.Live;

/// <summary>JSON that is written already, and goes out byte for byte.</summary>
/// <param name="bytes">One JSON value in UTF-8.</param>
[JsonConverter(typeof(RawJsonConverter))]
public sealed class RawJson(byte[] bytes)
{
    /// <summary>The value in UTF-8.</summary>
    public ReadOnlyMemory<byte> Bytes { get; } = bytes;

    private sealed class RawJsonConverter : JsonConverter<RawJson>
    {
        public override RawJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            using var document = JsonDocument.ParseValue(ref reader);
            return new RawJson(JsonSerializer.SerializeToUtf8Bytes(document.RootElement, options));
        }

        public override void Write(Utf8JsonWriter writer, RawJson value, JsonSerializerOptions options) =>
            writer.WriteRawValue(value.Bytes.Span, skipInputValidation: true);
    }
}
