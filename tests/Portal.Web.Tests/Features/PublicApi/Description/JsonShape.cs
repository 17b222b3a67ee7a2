using System.Text.Json;

namespace Portal.Web.Tests.Features.PublicApi.Description;

/// <summary>Compares JSON with the part of JSON Schema that the portal's description uses. A word that it does not know is a fault, so that nothing is skipped silently.</summary>
public sealed class JsonShape(JsonElement document)
{
    private static readonly HashSet<string> Ignored = new(StringComparer.Ordinal) { "description", "example", "title", "format", "pattern", "default" };

    /// <summary>What does not fit, each with its place; none when all does.</summary>
    public IEnumerable<string> Faults(JsonElement schema, JsonElement value, string place = "$")
    {
        foreach (var word in schema.EnumerateObject().Where(word => !Ignored.Contains(word.Name)))
        {
            foreach (var fault in FaultsOf(word, schema, value, place))
            {
                yield return fault;
            }
        }
    }

    private IEnumerable<string> FaultsOf(JsonProperty word, JsonElement schema, JsonElement value, string place) => word.Name switch
    {
        "$ref" => Faults(Find(word.Value.GetString()!), value, place),
        "type" => Types(word.Value).Any(type => Is(type, value)) ? [] : [$"{place} is {value.ValueKind}, not {word.Value.GetRawText()}"],
        "enum" => word.Value.EnumerateArray().Any(one => JsonElement.DeepEquals(one, value)) ? [] : [$"{place} is none of {word.Value.GetRawText()}"],
        "required" when value.ValueKind is JsonValueKind.Object =>
            word.Value.EnumerateArray().Where(name => !value.TryGetProperty(name.GetString()!, out _)).Select(name => $"{place} has no {name.GetString()}"),
        "properties" when value.ValueKind is JsonValueKind.Object =>
            word.Value.EnumerateObject().SelectMany(property => value.TryGetProperty(property.Name, out var field) ? Faults(property.Value, field, $"{place}.{property.Name}") : []),
        "items" when value.ValueKind is JsonValueKind.Array =>
            value.EnumerateArray().SelectMany((item, index) => Faults(word.Value, item, $"{place}[{index}]")),
        "additionalProperties" when value.ValueKind is JsonValueKind.Object => Others(schema, value)
            .SelectMany(field => word.Value.ValueKind is JsonValueKind.Object ? Faults(word.Value, field.Value, $"{place}.{field.Name}") : [$"{place}.{field.Name} is not described"]),
        "oneOf" or "anyOf" => word.Value.EnumerateArray().Any(one => !Faults(one, value, place).Any()) ? [] : [$"{place} fits none of its schemas"],
        "required" or "properties" or "items" or "additionalProperties" => [],
        _ => [$"{place}: the word {word.Name} is not understood"],
    };

    private JsonElement Find(string reference) =>
        reference.TrimStart('#', '/').Split('/').Aggregate(document, static (element, name) => element.GetProperty(name));

    private static IEnumerable<JsonProperty> Others(JsonElement schema, JsonElement value) =>
        value.EnumerateObject().Where(field => !schema.TryGetProperty("properties", out var known) || !known.TryGetProperty(field.Name, out _));

    private static IEnumerable<string> Types(JsonElement type) =>
        type.ValueKind is JsonValueKind.Array ? type.EnumerateArray().Select(one => one.GetString()!) : [type.GetString()!];

    private static bool Is(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind is JsonValueKind.Object,
        "array" => value.ValueKind is JsonValueKind.Array,
        "string" => value.ValueKind is JsonValueKind.String,
        "integer" => value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out _),
        "number" => value.ValueKind is JsonValueKind.Number,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        _ => value.ValueKind is JsonValueKind.Null,
    };
}
