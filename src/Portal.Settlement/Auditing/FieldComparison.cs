using System.Text.Json;

namespace Portal.Settlement.Auditing;

/// <summary>Names the field in which an entry is not what it has to be.</summary>
internal static class FieldComparison
{
    /// <summary>Fields in the order in which one follows from another: the first that differs is the one at fault. Fields not named here come in between.</summary>
    private static readonly string[] First =
    [
        "v", "sequence", "kind", "fund", "fundSequence", "asset", "balanceBefore", "recordedAt", "occurredAt", "replayed", "contractSequence", "policySequence",
        "grossLoss", "totalLoss", "fillNotional", "residual", "cap", "surplus", "toTrader", "deficit", "draw", "drawForFees", "uncovered",
        "rateSequence", "sharePpm", "allocated", "reversedKind", "reversedLeafHash", "amount", "state", "cause", "causeSequence", "peak", "peakSequence", "drawdownPpm",
    ];

    private const string Last = "balanceAfter";

    /// <summary>Says where an entry differs from the one that the rules give.</summary>
    public static AuditFinding FindDifference(long place, ReadOnlyMemory<byte> expected, ReadOnlyMemory<byte> found)
    {
        using var expectedDocument = JsonDocument.Parse(expected);
        using var foundDocument = JsonDocument.Parse(found);
        foreach (var name in Names(expectedDocument.RootElement, foundDocument.RootElement).OrderBy(RankOf))
        {
            var (should, does) = (RawText(expectedDocument.RootElement, name), RawText(foundDocument.RootElement, name));
            if (should != does)
            {
                var reason = should is null ? $"{name} is {Quote(does)}, but by the rules it is absent."
                    : does is null ? $"{name} is absent, but by the rules it is {Quote(should)}."
                    : $"{name} is {Quote(does)}, but by the rules it is {Quote(should)}.";
                return new AuditFinding(place, reason) { Field = name, Expected = should, Found = does };
            }
        }

        return new AuditFinding(place, "is not the entry that the rules give.");
    }

    /// <summary>Says where an entry's bytes are not the canonical form of what they say.</summary>
    public static AuditFinding FindSpelling(long place, ReadOnlyMemory<byte> canonical, ReadOnlyMemory<byte> found)
    {
        try
        {
            return FindOtherSpelling(place, canonical, found)
                ?? new AuditFinding(place, "is not written in canonical form: its fields are out of order or have white space around them.");
        }
        catch (InvalidOperationException)
        {
            // JsonElement says so of names and values that are not UTF-8.
            return new AuditFinding(place, "holds text that is not UTF-8.");
        }
    }

    private static AuditFinding? FindOtherSpelling(long place, ReadOnlyMemory<byte> canonical, ReadOnlyMemory<byte> found)
    {
        using var canonicalDocument = JsonDocument.Parse(canonical);
        using var foundDocument = JsonDocument.Parse(found);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in foundDocument.RootElement.EnumerateObject())
        {
            var (should, does) = (RawText(canonicalDocument.RootElement, property.Name), property.Value.GetRawText());
            var reason = should is null ? $"holds {AuditFinding.Plain(property.Name, AuditFinding.QuotationLengthMax)}, a field that this kind of entry does not have."
                : !seen.Add(property.Name) ? $"holds {property.Name} twice."
                : should != does ? $"writes {property.Name} as {Quote(does)}, not in the canonical form {Quote(should)}."
                : null;
            if (reason is not null)
            {
                return new AuditFinding(place, reason) { Field = property.Name, Expected = should, Found = does };
            }
        }

        return null;
    }

    private static IEnumerable<string> Names(JsonElement left, JsonElement right) =>
        left.EnumerateObject().Concat(right.EnumerateObject()).Select(static property => property.Name).Distinct(StringComparer.Ordinal);

    private static int RankOf(string name) => Array.IndexOf(First, name) is var rank && rank >= 0 ? rank : First.Length + (name == Last ? 1 : 0);

    private static string? RawText(JsonElement root, string name) => root.TryGetProperty(name, out var value) ? value.GetRawText() : null;

    private static string Quote(string? json) => AuditFinding.Plain(json ?? string.Empty, AuditFinding.QuotationLengthMax);
}
