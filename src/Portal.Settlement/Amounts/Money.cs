namespace Portal.Settlement.Amounts;

/// <summary>A whole number of an asset's smallest unit. Never a fraction, never a float.</summary>
/// <remarks>
/// Units are kept in a <see cref="long"/> so that they fit a BIGINT in every database and so that the product of
/// any two amounts fits an <see cref="Int128"/>. Arithmetic is checked: callers prove beforehand that it fits.
/// </remarks>
public readonly record struct Money : IComparable<Money>
{
    /// <summary>Makes an amount of <paramref name="units"/> smallest units.</summary>
    public Money(long units, Asset asset)
    {
        ArgumentNullException.ThrowIfNull(asset);
        (Units, Asset) = (units, asset);
    }

    /// <summary>How many of the asset's smallest units.</summary>
    public long Units { get; }

    /// <summary>What is counted.</summary>
    /// <exception cref="InvalidOperationException">This is default(Money).</exception>
    public Asset Asset => field ?? throw new InvalidOperationException("default(Money) has no asset.");

    /// <summary>Nothing of an asset.</summary>
    public static Money Zero(Asset asset) => new(0, asset);

    /// <summary>Takes a number as an amount of an asset; more decimals than the asset has, or more units than fit, are a problem of <paramref name="field"/>.</summary>
    public static Checked<Money> From(DecimalNumber number, Asset asset, string field)
    {
        if (number.Scale > asset.Scale)
        {
            return new Problem("too-many-decimals", field, $"{number} has more decimals than {asset} has ({asset.Scale}).");
        }

        // 20 digits before the point and 12 behind it fit an Int128.
        var units = number.Mantissa * PowerOfTen.Of(asset.Scale - number.Scale);
        return units < long.MinValue || units > long.MaxValue
            ? new Problem("too-large", field, $"{number} {asset} is more than can be kept.")
            : new Money((long)units, asset);
    }

    /// <summary>Reads a decimal string as an amount of an asset.</summary>
    public static Checked<Money> Read(ReadOnlySpan<char> text, Asset asset, string field)
    {
        var number = DecimalNumber.Read(text, field);
        return number.Problem is { } problem ? problem : From(number.Value, asset, field);
    }

    /// <summary>The sum.</summary>
    /// <exception cref="OverflowException">It does not fit.</exception>
    public static Money operator +(Money left, Money right) => new(left.Units + right.Units, SharedAsset(left, right));

    /// <summary>The difference.</summary>
    /// <exception cref="OverflowException">It does not fit.</exception>
    public static Money operator -(Money left, Money right) => new(left.Units - right.Units, SharedAsset(left, right));

    /// <summary>The opposite amount.</summary>
    public static Money operator -(Money amount) => new(-amount.Units, amount.Asset);

    /// <summary>Compares amounts of one asset.</summary>
    public static bool operator <(Money left, Money right) => left.CompareTo(right) < 0;

    /// <summary>Compares amounts of one asset.</summary>
    public static bool operator >(Money left, Money right) => left.CompareTo(right) > 0;

    /// <summary>Compares amounts of one asset.</summary>
    public static bool operator <=(Money left, Money right) => left.CompareTo(right) <= 0;

    /// <summary>Compares amounts of one asset.</summary>
    public static bool operator >=(Money left, Money right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public int CompareTo(Money other)
    {
        SharedAsset(this, other);
        return Units.CompareTo(other.Units);
    }

    /// <summary>The amount with exactly the asset's decimals and without its code: the form of every record and answer.</summary>
    public override string ToString() => DecimalNumber.Format(Units, Asset.Scale);

    private static Asset SharedAsset(Money left, Money right) =>
        left.Asset == right.Asset
            ? left.Asset
            : throw new InvalidOperationException($"{left.Asset} and {right.Asset} can't be put together.");
}
