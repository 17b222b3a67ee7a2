using System.Numerics;
using Portal.Settlement.Amounts;

namespace Portal.Settlement.Contracts;

/// <summary>The price at which a position's margin is used up: linear b = entry - d margin / v; inverse 1/b = 1/entry + d margin / v, with v = quantity x contract value.</summary>
/// <remarks>
/// Rounded down to 18 decimals, which is enough to rank and propose by; what is settled and published goes through <see cref="Liquidations.PublishedForm"/>. A
/// position whose margin no price can use up gets the lowest or the highest price that can be written.
/// </remarks>
public static class BankruptcyPrice
{
    private static readonly BigInteger Largest = BigInteger.Pow(10, DecimalNumber.ScaleMax + DecimalNumber.IntegerDigitsMax) - 1;

    /// <summary>The bankruptcy price of a position.</summary>
    /// <param name="contract">Its contract.</param>
    /// <param name="side">Its side.</param>
    /// <param name="quantity">Its contracts.</param>
    /// <param name="entry">Its average entry price.</param>
    /// <param name="margin">Its margin in the contract's asset; zero or more.</param>
    public static Price Of(Contract contract, PositionSide side, Quantity quantity, Price entry, DecimalNumber margin)
    {
        ArgumentNullException.ThrowIfNull(contract);
        var (entryAbove, entryBelow) = Fraction(entry.Value);
        var (marginAbove, marginBelow) = Fraction(margin);
        var (countAbove, countBelow) = Fraction(quantity.Value);
        var (valueAbove, valueBelow) = Fraction(contract.ContractValue.Value);
        var d = side is PositionSide.Long ? 1 : -1;

        // margin / v as one fraction, then the formula over what makes both terms whole.
        var (shareAbove, shareBelow) = (d * marginAbove * countBelow * valueBelow, marginBelow * countAbove * valueAbove);
        var (above, below) = contract.Kind is ContractKind.Linear
            ? ((entryAbove * shareBelow) - (shareAbove * entryBelow), entryBelow * shareBelow)
            : (entryAbove * shareBelow, (entryBelow * shareBelow) + (shareAbove * entryAbove));
        var scaled = below.Sign <= 0 ? Largest : BigInteger.Min(Largest, above * BigInteger.Pow(10, DecimalNumber.ScaleMax) / below);
        return Price.From(DecimalNumber.Of((Int128)BigInteger.Max(BigInteger.One, scaled), DecimalNumber.ScaleMax), "bankruptcyPrice").Value;
    }

    private static (BigInteger Above, BigInteger Below) Fraction(DecimalNumber number) => ((BigInteger)number.Mantissa, BigInteger.Pow(10, number.Scale));
}
