using System.Globalization;
using System.Text.Json;

namespace Portal.Admin.Quarantine;

/// <summary>Says in which fields two records differ.</summary>
internal static class RecordComparison
{
    /// <summary>Fields that a record and a ledger's entry both name, with different values; none where one can't be read.</summary>
    public static IReadOnlyList<FieldDifference> WithEntry(byte[] payload, byte[] entry) =>
        Read(payload) is { } sent && Read(entry) is { } settled
            ? [
                .. from field in sent
                   where settled.ContainsKey(field.Key) && !IsSame(field.Value, settled[field.Key])
                   select new FieldDifference(field.Key, field.Value, settled[field.Key]),
            ]
            : [];

    /// <summary>Every field that was put right, left out or added; null where what was sent can't be read field by field.</summary>
    /// <remarks>To intake "1" and 1 are not the same, so here they are not either.</remarks>
    public static IReadOnlyList<FieldDifference>? WithCorrection(byte[] payload, byte[] corrected) =>
        Read(payload, marksNumbers: true) is not { } sent ? null
        : Read(corrected, marksNumbers: true) is not { } typed ? []
        : [
            .. from name in sent.Keys.Concat(typed.Keys).Distinct(StringComparer.Ordinal)
               let before = sent.GetValueOrDefault(name)
               let after = typed.GetValueOrDefault(name)
               where before != after
               select new FieldDifference(name, before, after),
        ];

    // A text as it reads, anything else as it is written.
    private static Dictionary<string, string>? Read(byte[] bytes, bool marksNumbers = false)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            if (document.RootElement.ValueKind is not JsonValueKind.Object)
            {
                return null;
            }

            var fields = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var field in document.RootElement.EnumerateObject())
            {
                fields[field.Name] = field.Value.ValueKind is JsonValueKind.String ? field.Value.GetString()!
                    : marksNumbers ? $"{field.Value.GetRawText()}, not a text"
                    : field.Value.GetRawText();
            }

            return fields;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    // The entry writes numbers in one form alone, so 1.0 and 1.00 are told apart here and not by the rules.
    private static bool IsSame(string left, string right) =>
        left == right
        || (NumberOf(left) is { } number && NumberOf(right) is { } other && number == other)
        || (DateTimeOffset.TryParse(left, CultureInfo.InvariantCulture, out var time) && DateTimeOffset.TryParse(right, CultureInfo.InvariantCulture, out var otherTime) && time == otherTime);

    private static decimal? NumberOf(string text) => decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : null;
}
