using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Portal.Settlement;
using Portal.Settlement.Amounts;
using Portal.Settlement.Ledger;

namespace Portal.Worker.Intake;

/// <summary>The fields of one JSON object, every value a text. Reading goes on after a fault, so that the record can still be named; the first fault counts.</summary>
internal sealed class RecordFields
{
    /// <summary>The one field that may also be a JSON number: it counts, it measures nothing.</summary>
    public const string SourceSequenceName = "sourceSequence";

    private const int IdLengthMax = 128;

    private readonly Dictionary<string, string> _texts = new(20, StringComparer.Ordinal);

    // Present, whatever its value: a field that could not be read is not missing as well.
    private readonly HashSet<string> _present = new(20, StringComparer.Ordinal);

    /// <summary>What is wrong with the record; null when nothing was found so far.</summary>
    public Problem? Problem { get; private set; }

    /// <summary>Where the value of the one field that may be a list stands in the bytes that were read; null when it was not given or is none.</summary>
    public Range? List { get; private set; }

    /// <summary>Reads an object. What is no JSON, or no object, is a problem too.</summary>
    /// <param name="json">The bytes.</param>
    /// <param name="known">The fields it may have.</param>
    /// <param name="listName">Of them, the one whose value is a list; null where all are texts.</param>
    public static RecordFields Read(ReadOnlySpan<byte> json, FrozenSet<string> known, string? listName = null)
    {
        var fields = new RecordFields();
        try
        {
            fields.ReadObject(json, known, listName);
        }
        catch (JsonException fault)
        {
            fields.Refuse("unreadable", null, UnreadableDetail(fault));
        }

        return fields;
    }

    /// <summary>What a person is told of a syntax error.</summary>
    public static string UnreadableDetail(JsonException fault) => $"This is not JSON, from byte {(fault.BytePositionInLine ?? 0) + 1} of the line on.";

    /// <summary>Whether the field was sent.</summary>
    public bool Has(string name) => _present.Contains(name);

    /// <summary>Notes a fault; only the first one is kept.</summary>
    public void Refuse(string code, string? field, string detail) => Problem ??= new Problem(code, field, detail);

    /// <summary>An id of 1 to 128 printable ASCII characters; null when it is not given or not one.</summary>
    public string? Id(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (text.Length is < 1 or > IdLengthMax || text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            Refuse("bad-id", name, $"is not an id: 1 to {IdLengthMax} printable ASCII characters.");
            return null;
        }

        return text;
    }

    /// <summary>A name that may become public, in normal form C; null when it is not given or not one.</summary>
    public string? Name(string name, int lengthMax)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        // U+FFFE is no character, and normalising throws on it.
        var normal = text.Contains('\uFFFE', StringComparison.Ordinal) ? "\uFFFD" : text.Normalize();
        Problem ??= LedgerDecisions.CheckText(normal, lengthMax, name);
        return normal;
    }

    /// <summary>The text of a field; null when it is not given or was no text.</summary>
    public string? Text(string name) => _texts.GetValueOrDefault(name);

    /// <summary>A number, or null when it is not given.</summary>
    public DecimalNumber? Number(string name) => Text(name) is { } text ? Accept(DecimalNumber.Read(text, name)) : null;

    /// <summary>A number that must be there.</summary>
    public DecimalNumber NeededNumber(string name) => Need(name) is { } text ? Accept(DecimalNumber.Read(text, name)) : default;

    /// <summary>A price that must be there.</summary>
    public Price NeededPrice(string name) => Need(name) is { } text ? Accept(Price.Read(text, name)) : default;

    /// <summary>A quantity that must be there.</summary>
    public Quantity NeededQuantity(string name) => Need(name) is { } text ? Accept(Quantity.Read(text, name)) : default;

    /// <summary>A time that must be there.</summary>
    public DateTimeOffset NeededTime(string name) => Need(name) is { } text ? Accept(RecordTime.Read(text, name)) : default;

    /// <summary>One of an enumeration's values, or null when it is not given.</summary>
    public T? Choice<T>(string name)
        where T : struct, Enum
    {
        var found = Text(name) is { } text ? ChoiceText.Find<T>(text) : null;
        if (found is null && Text(name) is not null)
        {
            Refuse("unknown-choice", name, $"is none of {string.Join(", ", ChoiceText.All<T>().Select(static choice => $"\"{choice}\""))}.");
        }

        return found;
    }

    /// <summary>An asset code, or null when it is not given.</summary>
    public string? AssetCode(string name)
    {
        var code = Text(name);
        Problem ??= code is null ? null : Asset.Check(code, scale: 0);
        return code;
    }

    /// <summary>The source's own count, or null when it keeps none.</summary>
    public long? SourceSequence()
    {
        if (Text(SourceSequenceName) is not { } text)
        {
            return null;
        }

        // The ledger writes it as a JSON number, which is exact up to 2^53.
        if (text.Length == 0 || text.AsSpan().ContainsAnyExceptInRange('0', '9') || !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count > 1L << 53)
        {
            Refuse("not-a-count", SourceSequenceName, "is not a whole number from 0 to 9007199254740992.");
            return null;
        }

        return count;
    }

    /// <summary>The text of a field that must be there; null and a problem when it is not.</summary>
    public string? Need(string name)
    {
        if (!Has(name))
        {
            Refuse("missing", name, "is missing.");
        }

        return Text(name);
    }

    private T Accept<T>(Checked<T> read)
        where T : struct
    {
        Problem ??= read.Problem;
        return read.Problem is null ? read.Value : default;
    }

    private void ReadObject(ReadOnlySpan<byte> json, FrozenSet<string> known, string? listName)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            Refuse("not-an-object", null, "A record is a JSON object.");
            return;
        }

        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var name = TextOf(ref reader);
            reader.Read();
            if (name is null || !known.Contains(name))
            {
                var shown = name is { Length: <= 64 } ? name : null;
                Refuse("unknown-field", shown, shown is null ? "A field's name is none that this record has." : "is no field of this record.");
            }
            else if (!_present.Add(name))
            {
                Refuse("repeated-field", name, "is given twice.");
            }
            else if (name == listName)
            {
                TakeList(ref reader, name);
            }
            else
            {
                TakeValue(ref reader, name);
            }

            reader.Skip();
        }

        // Anything behind the object is a syntax error, thrown here.
        reader.Read();
    }

    private void TakeList(ref Utf8JsonReader reader, string name)
    {
        if (reader.TokenType is not JsonTokenType.StartArray)
        {
            Refuse("not-a-list", name, "is not a list.");
            return;
        }

        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        List = start..(int)reader.BytesConsumed;
    }

    private void TakeValue(ref Utf8JsonReader reader, string name)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String when TextOf(ref reader) is { } text:
                _texts.Add(name, text);
                break;
            case JsonTokenType.String:
                Refuse("bad-text", name, "holds broken text.");
                break;
            case JsonTokenType.Number when name == SourceSequenceName:
                _texts.Add(name, Encoding.ASCII.GetString(reader.ValueSpan));
                break;
            case JsonTokenType.Number:
                Refuse("not-a-string", name, "is a JSON number, which may lose digits on the way: send a string such as \"1250.75\".");
                break;
            case JsonTokenType.Null:
                Refuse("null", name, "is null: leave the field out instead.");
                break;
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                Refuse("nested", name, "is an object or a list: a record's fields are strings.");
                break;
            default:
                Refuse("not-a-string", name, "is not a string.");
                break;
        }
    }

    /// <summary>The text of a name or string; null when its bytes or its escapes are broken.</summary>
    private static string? TextOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
