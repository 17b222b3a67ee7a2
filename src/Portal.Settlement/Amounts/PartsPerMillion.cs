namespace Portal.Settlement.Amounts;

/// <summary>A share between nothing (0) and all (1,000,000).</summary>
public readonly record struct PartsPerMillion
{
    /// <summary>The whole.</summary>
    public const int Whole = 1_000_000;

    /// <summary>Makes a share.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not between 0 and <see cref="Whole"/>.</exception>
    public PartsPerMillion(int value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, Whole);
        Value = value;
    }

    /// <summary>0 to <see cref="Whole"/>.</summary>
    public int Value { get; }

    /// <summary>Takes a number as a share, or says what is wrong with <paramref name="field"/>.</summary>
    public static Checked<PartsPerMillion> From(long value, string field) =>
        value is < 0 or > Whole
            ? new Problem("bad-share", field, $"{value} is not between 0 and {Whole} parts per million.")
            : new PartsPerMillion((int)value);

    /// <summary>This share of an amount of zero or more, rounded down to the unit; the remainder stays with the payer.</summary>
    public Money OfDown(Money amount) => new(OfDown(amount.Units), amount.Asset);

    /// <summary>The same of a number of units.</summary>
    public long OfDown(long units)
    {
        Invariant.Holds(units >= 0);
        return (long)((Int128)units * Value / Whole);
    }
}
