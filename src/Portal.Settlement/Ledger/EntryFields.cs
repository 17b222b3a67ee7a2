using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Portal.Settlement.Amounts;

namespace Portal.Settlement.Ledger;

/// <summary>Reads the fields of an entry's canonical bytes. A field that is missing or malformed is a <see cref="FormatException"/> that names it.</summary>
public sealed class EntryFields
{
    private readonly JsonElement _root;

    /// <summary>Takes the object of an entry.</summary>
    public EntryFields(JsonElement root) => _root = root;

    /// <summary>A string that must be there.</summary>
    public string Text(string name) => OptionalText(name) ?? throw Missing(name);

    /// <summary>A string, or null.</summary>
    public string? OptionalText(string name) =>
        !_root.TryGetProperty(name, out var value) ? null
        : value.ValueKind is JsonValueKind.String ? value.GetString()
        : throw new FormatException($"{name} is not a string.");

    /// <summary>A whole number that must be there.</summary>
    public long Number(string name) => OptionalNumber(name) ?? throw Missing(name);

    /// <summary>A whole number, or null.</summary>
    public long? OptionalNumber(string name) =>
        !_root.TryGetProperty(name, out var value) ? null
        : value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out var number) ? number
        : throw new FormatException($"{name} is not a whole number.");

    /// <summary>A whole number that must be there and fit an <see cref="int"/>.</summary>
    public int SmallNumber(string name) =>
        Number(name) is var number && number is >= int.MinValue and <= int.MaxValue ? (int)number : throw new FormatException($"{name} is too large.");

    /// <summary>A share that must be there.</summary>
    public PartsPerMillion Share(string name) => Accept(PartsPerMillion.From(Number(name), name));

    /// <summary>A flag; absent is false.</summary>
    public bool Flag(string name) => _root.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.True;

    /// <summary>A time that must be there.</summary>
    public DateTimeOffset Time(string name) =>
        DateTimeOffset.TryParseExact(
            Text(name), TimeText.Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : throw new FormatException($"{name} is not a time in UTC with milliseconds.");

    /// <summary>A list of strings that must be there.</summary>
    public IEnumerable<string> Texts(string name) =>
        _root.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Array
            ? value.EnumerateArray().Select(static item => item.GetString() ?? string.Empty)
            : throw Missing(name);

    /// <summary>A list of strings; absent is none.</summary>
    public IEnumerable<string> OptionalTexts(string name) => _root.TryGetProperty(name, out _) ? Texts(name) : [];

    /// <summary>A list of strings; absent is none, and that is always the same none, so that entries without one are equal.</summary>
    public ImmutableArray<string> TextsOrNone(string name) => _root.TryGetProperty(name, out _) ? [.. Texts(name)] : [];

    /// <summary>An amount that must be there.</summary>
    public Money Amount(string name, Asset asset) => OptionalAmount(name, asset) ?? throw Missing(name);

    /// <summary>An amount, or null.</summary>
    public Money? OptionalAmount(string name, Asset asset) => OptionalText(name) is { } text ? Accept(Money.Read(text, asset, name)) : null;

    /// <summary>A number, or null.</summary>
    public DecimalNumber? OptionalDecimal(string name) => OptionalText(name) is { } text ? Accept(DecimalNumber.Read(text, name)) : null;

    /// <summary>A price that must be there.</summary>
    public Price Price(string name) => Accept(Amounts.Price.Read(Text(name), name));

    /// <summary>A quantity that must be there.</summary>
    public Quantity Quantity(string name) => Accept(Amounts.Quantity.Read(Text(name), name));

    /// <summary>One of an enumeration's values, written with a small first letter.</summary>
    public T Choice<T>(string name)
        where T : struct, Enum => OptionalChoice<T>(name) ?? throw Missing(name);

    /// <summary>One of an enumeration's values, or null.</summary>
    public T? OptionalChoice<T>(string name)
        where T : struct, Enum => OptionalText(name) is { } text
        ? ChoiceText.Find<T>(text) ?? throw new FormatException($"{name} is '{text}', which is unknown.")
        : null;

    private static T Accept<T>(Checked<T> read) => read.Problem is { } problem ? throw new FormatException(problem.ToString()) : read.Value;

    private static FormatException Missing(string name) => new($"{name} is missing.");
}
