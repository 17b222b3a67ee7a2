using System.Numerics;
using Portal.Settlement.Amounts;
using Portal.Settlement.Contracts;

namespace Portal.Settlement.Deleveraging;

/// <summary>How soon a position is closed by ADL, as an exact fraction: the highest first.</summary>
/// <remarks>
/// Source: BitMEX's published ranking. With signed values (linear d v price, inverse -d v / price): pnlPercent = (mark - entry) / |entry|;
/// effectiveLeverage = |mark| / (mark - bankrupt); score = pnlPercent x effectiveLeverage in profit, else pnlPercent / effectiveLeverage.
/// </remarks>
public sealed record AdlScore : IComparable<AdlScore>
{
    private AdlScore(BigInteger numerator, BigInteger denominator)
    {
        Invariant.Holds(denominator.Sign > 0);
        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator);
        (Numerator, Denominator) = (numerator / divisor, denominator / divisor);
    }

    /// <summary>Above the line, in lowest terms; negative for a position at a loss.</summary>
    public BigInteger Numerator { get; }

    /// <summary>Below the line, in lowest terms; above zero.</summary>
    public BigInteger Denominator { get; }

    /// <summary>Takes a score as an exchange computed it.</summary>
    public static AdlScore From(DecimalNumber score) => new((BigInteger)score.Mantissa, BigInteger.Pow(10, score.Scale));

    /// <summary>Computes the score of a position. Quantity and contract value cancel out.</summary>
    /// <returns>Null for a position that is at or beyond its bankruptcy price: it is not ranked.</returns>
    public static AdlScore? Of(ContractKind kind, PositionSide side, Price averageEntry, Price bankruptcy, Price mark)
    {
        var (entry, broke, now) = (AtFullScale(averageEntry), AtFullScale(bankruptcy), AtFullScale(mark));
        var d = side is PositionSide.Long ? 1 : -1;
        var gain = d * (now - entry);
        var distance = d * (now - broke);
        if (distance.Sign <= 0)
        {
            return null;
        }

        // Linear: pnlPercent = gain / entry, leverage = now / distance. Inverse: pnlPercent = gain / now, leverage = broke / distance.
        var (pnlBelow, leverageAbove) = kind is ContractKind.Linear ? (entry, now) : (now, broke);
        return gain.Sign > 0 ? new AdlScore(gain * leverageAbove, pnlBelow * distance) : new AdlScore(gain * distance, pnlBelow * leverageAbove);
    }

    /// <inheritdoc/>
    public int CompareTo(AdlScore? other) => other is null ? 1 : (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    /// <summary>Compares by value.</summary>
    public static bool operator <(AdlScore left, AdlScore right) => left.CompareTo(right) < 0;

    /// <summary>Compares by value.</summary>
    public static bool operator >(AdlScore left, AdlScore right) => left.CompareTo(right) > 0;

    /// <summary>Compares by value.</summary>
    public static bool operator <=(AdlScore left, AdlScore right) => left.CompareTo(right) <= 0;

    /// <summary>Compares by value.</summary>
    public static bool operator >=(AdlScore left, AdlScore right) => left.CompareTo(right) >= 0;

    private static BigInteger AtFullScale(Price price) => (BigInteger)price.Value.Mantissa * BigInteger.Pow(10, DecimalNumber.ScaleMax - price.Value.Scale);
}
