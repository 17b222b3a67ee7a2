namespace Portal.Settlement.Amounts;

/// <summary>Powers of ten as whole numbers.</summary>
public static class PowerOfTen
{
    /// <summary>The largest exponent whose power fits an <see cref="Int128"/>.</summary>
    public const int ExponentMax = 38;

    private static readonly Int128[] Powers = MakePowers();

    /// <summary>10 to <paramref name="exponent"/>, for 0 to <see cref="ExponentMax"/>.</summary>
    public static Int128 Of(int exponent) => Powers[exponent];

    private static Int128[] MakePowers()
    {
        var powers = new Int128[ExponentMax + 1];
        powers[0] = Int128.One;
        for (var exponent = 1; exponent <= ExponentMax; exponent++)
        {
            powers[exponent] = powers[exponent - 1] * 10;
        }

        return powers;
    }
}
