using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Portal.Admin.Quarantine;

/// <summary>Records as people read them. What is no JSON is shown as text: that it is none is mostly what is wrong with it.</summary>
internal static class RecordText
{
    private const string IdField = "externalId";

    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Whether the bytes are JSON.</summary>
    public static bool IsJson(byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>One field a line; as it is where it is no JSON.</summary>
    /// <param name="bytes">The record.</param>
    /// <param name="id">The id to put in the place of its own; null leaves it.</param>
    public static string Of(byte[] bytes, string? id = null)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            using var stream = new MemoryStream();
            using (var writer = new Utf8JsonWriter(stream, Indented))
            {
                Write(writer, document.RootElement, id);
            }

            return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            // The last two are said of texts that are broken inside.
            return Encoding.UTF8.GetString(bytes);
        }
    }

    private static void Write(Utf8JsonWriter writer, JsonElement root, string? id)
    {
        if (id is null || root.ValueKind is not JsonValueKind.Object)
        {
            root.WriteTo(writer);
            return;
        }

        writer.WriteStartObject();
        foreach (var field in root.EnumerateObject())
        {
            if (field.NameEquals(IdField))
            {
                writer.WriteString(IdField, id);
            }
            else
            {
                field.WriteTo(writer);
            }
        }

        writer.WriteEndObject();
    }
}
