namespace Portal.Settlement.Amounts;

/// <summary>A number of contracts above zero with a scale of its own.</summary>
public readonly record struct Quantity
{
    private Quantity(DecimalNumber value) => Value = value;

    /// <summary>The number; above zero.</summary>
    public DecimalNumber Value { get; }

    /// <summary>Takes a number as a quantity; zero and below are a problem of <paramref name="field"/>.</summary>
    public static Checked<Quantity> From(DecimalNumber value, string field) =>
        value.Mantissa <= 0 ? new Problem("not-positive", field, $"{value} is not a quantity: it must be above zero.") : new Quantity(value);

    /// <summary>Reads a decimal string as a quantity.</summary>
    public static Checked<Quantity> Read(ReadOnlySpan<char> text, string field)
    {
        var number = DecimalNumber.Read(text, field);
        return number.Problem is { } problem ? problem : From(number.Value, field);
    }

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
