using System.Collections.Immutable;
using System.Text.Json;
using Portal.Settlement.Ledger;
using Portal.Web.Features.Verification.Guide;

namespace Portal.Web.Features.Entries;

/// <summary>Lays an entry out field by field, in the order that the format explains them.</summary>
public static class EntryFieldReader
{
    private static readonly HashSet<string> Sequences = new(StringComparer.Ordinal)
    {
        "contractSequence", "policySequence", "rateSequence", "causeSequence", "peakSequence", "reversedSequence",
    };

    /// <summary>The kind's description; null for a kind that this portal does not know.</summary>
    public static EntryKind? KindOf(string kind) =>
        EntryFormats.Others.Append(EntryFormats.Liquidation).FirstOrDefault(known => known.Kinds.Contains(kind, StringComparer.Ordinal));

    /// <summary>The fields.</summary>
    /// <param name="bytes">The entry's canonical bytes.</param>
    /// <param name="kind">Its kind.</param>
    public static ImmutableArray<EntryFieldView> Read(ReadOnlyMemory<byte> bytes, string kind)
    {
        using var document = JsonDocument.Parse(bytes);
        EntryField[] known = [.. EntryFormats.Shared, .. KindOf(kind)?.Fields ?? []];
        var places = known.Select(static (field, place) => (field.Name, place)).DistinctBy(static one => one.Name).ToDictionary(static one => one.Name, static one => one.place, StringComparer.Ordinal);
        return
        [
            .. document.RootElement.EnumerateObject()
                .OrderBy(property => places.GetValueOrDefault(property.Name, int.MaxValue))
                .Select(property => View(property, places.TryGetValue(property.Name, out var place) ? known[place].Meaning : null)),
        ];
    }

    private static EntryFieldView View(JsonProperty property, string? meaning)
    {
        var value = property.Value.ValueKind switch
        {
            JsonValueKind.String => property.Value.GetString()!,
            JsonValueKind.Array => string.Join(", ", property.Value.EnumerateArray().Select(static item => item.ToString())),
            _ => property.Value.GetRawText(),
        };
        var address = property.Name is "fund" ? $"funds/{Uri.EscapeDataString(value)}"
            : Sequences.Contains(property.Name) ? $"entries/{value}"
            : null;
        return new EntryFieldView(property.Name, value, meaning, property.Value.ValueKind is JsonValueKind.String, address);
    }
}
