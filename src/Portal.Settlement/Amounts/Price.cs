namespace Portal.Settlement.Amounts;

/// <summary>A price above zero with a scale of its own, in quote currency for one contract's underlying.</summary>
public readonly record struct Price
{
    private Price(DecimalNumber value) => Value = value;

    /// <summary>The number; above zero.</summary>
    public DecimalNumber Value { get; }

    /// <summary>Takes a number as a price; zero and below are a problem of <paramref name="field"/>.</summary>
    public static Checked<Price> From(DecimalNumber value, string field) =>
        value.Mantissa <= 0 ? new Problem("not-positive", field, $"{value} is not a price: it must be above zero.") : new Price(value);

    /// <summary>Reads a decimal string as a price.</summary>
    public static Checked<Price> Read(ReadOnlySpan<char> text, string field)
    {
        var number = DecimalNumber.Read(text, field);
        return number.Problem is { } problem ? problem : From(number.Value, field);
    }

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
