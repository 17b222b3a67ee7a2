using System.Numerics;
using Portal.Settlement.Amounts;
using Portal.Settlement.Contracts;

namespace Portal.Settlement.Liquidations;

/// <summary>What of a liquidation's inputs becomes public where the operator keeps entry price and margin private.</summary>
/// <remarks>
/// A position is published by the price at which its margin was used up: linear b = entry - d margin / v; inverse 1/b = 1/entry + d margin / v.
/// The price is rounded to 18 decimals, toward the better side of the position or else the other, and is published only if the residual computed from
/// it is the very one that was settled, so that an outsider derives the same draw.
/// </remarks>
public static class PublishedForm
{
    /// <summary>Turns inputs and check into what is published as a bankruptcy price.</summary>
    /// <returns>The published form and check, or a problem: figures that tell no bankruptcy price, or one that can't be written exactly enough.</returns>
    public static Checked<(LiquidationForm Form, MarginCheck Check)> AsBankruptcy(
        LiquidationForm form, MarginCheck check, Contract contract, PositionSide? side, Asset asset)
    {
        if (form is LiquidationForm.Bankruptcy)
        {
            return (form, check);
        }

        if (form is not LiquidationForm.Position position || side is not { } known)
        {
            return new Problem("unpublishable-form", null, "This contract publishes bankruptcy prices alone: send a position or a bankruptcy price.");
        }

        var (numerator, denominator) = FindPrice(position, contract, known, check.Margin!.Value);
        if (numerator.Sign <= 0 || denominator.Sign <= 0)
        {
            return new Problem("unpublishable-price", "margin", "This contract publishes bankruptcy prices alone, and this position has none above zero.");
        }

        foreach (var up in new[] { known is PositionSide.Short, known is PositionSide.Long })
        {
            if (Round(numerator, denominator, up) is not { } price)
            {
                continue;
            }

            var published = new LiquidationForm.Bankruptcy(position.Quantity, price, position.FillPrice, position.Fees, position.Funding);
            var again = MarginCheck.Of(published, contract, side, asset);
            if (again.Problem is null && again.Value.Residual == check.Residual)
            {
                return (published, again.Value);
            }
        }

        return new Problem("unpublishable-price", "margin", "The bankruptcy price of this position can't be written exactly: send the bankruptcy price itself.");
    }

    private static (BigInteger Numerator, BigInteger Denominator) FindPrice(LiquidationForm.Position position, Contract contract, PositionSide side, Money margin)
    {
        var (entry, count, value) = (position.EntryPrice.Value, position.Quantity.Value, contract.ContractValue.Value);
        var d = side is PositionSide.Long ? BigInteger.One : BigInteger.MinusOne;
        var v = (BigInteger)count.Mantissa * (BigInteger)value.Mantissa;
        var entryMantissa = (BigInteger)entry.Mantissa;
        var entryTens = Tens(entry.Scale);
        var marginTens = Tens(margin.Asset.Scale);
        var marginPart = d * margin.Units * Tens(count.Scale + value.Scale);

        // Linear: entry - d margin / v. Inverse: 1 / (1/entry + d margin / v). Both over what makes them whole.
        return contract.Kind is ContractKind.Linear
            ? ((entryMantissa * marginTens * v) - (marginPart * entryTens), entryTens * marginTens * v)
            : (entryMantissa * v * marginTens, (entryTens * v * marginTens) + (marginPart * entryMantissa));
    }

    private static Price? Round(BigInteger numerator, BigInteger denominator, bool up)
    {
        var scaled = BigInteger.DivRem(numerator * Tens(DecimalNumber.ScaleMax), denominator, out var remainder);
        scaled += up && !remainder.IsZero ? 1 : 0;
        return scaled.Sign > 0 && scaled < BigInteger.Pow(10, DecimalNumber.ScaleMax + DecimalNumber.IntegerDigitsMax)
            ? Price.From(DecimalNumber.Of((Int128)scaled, DecimalNumber.ScaleMax), "bankruptcyPrice").Value
            : null;
    }

    private static BigInteger Tens(int exponent) => BigInteger.Pow(10, exponent);
}
