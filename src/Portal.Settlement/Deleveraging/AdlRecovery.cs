using Portal.Settlement.Amounts;
using Portal.Settlement.Contracts;

namespace Portal.Settlement.Deleveraging;

/// <summary>What one fill of ADL brings back of a loss that was left uncovered. All amounts are zero or more.</summary>
/// <remarks>
/// The liquidated position was filled at a worse price than ADL closes at: the difference is what the opposite trader gives up and the loss gets back. Linear
/// quantity x value x |fill - price|, inverse per 1/price, rounded down; never more than is outstanding, and the rest is told as excess.
/// </remarks>
/// <param name="Recovered">What the loss gets back.</param>
/// <param name="Excess">What the fill brought beyond the loss: it was closed in whole contracts, or more was closed than was needed.</param>
/// <param name="Outstanding">What is still to be recovered afterwards.</param>
public readonly record struct AdlRecovery(Money Recovered, Money Excess, Money Outstanding)
{
    /// <summary>Works out what a fill recovers.</summary>
    /// <param name="contract">The terms that the liquidation was settled by.</param>
    /// <param name="liquidated">The side of the liquidated position.</param>
    /// <param name="quantity">Contracts that ADL closed.</param>
    /// <param name="liquidationFill">The price at which the liquidated position was filled.</param>
    /// <param name="price">The price at which ADL closed.</param>
    /// <param name="outstanding">What was outstanding before; zero or more.</param>
    /// <returns>A problem of <c>price</c> where it is no better than the liquidation's own fill, of <c>quantity</c> where the result can't be kept.</returns>
    public static Checked<AdlRecovery> Of(
        Contract contract, PositionSide liquidated, Quantity quantity, Price liquidationFill, Price price, Money outstanding)
    {
        Invariant.Holds(outstanding.Units >= 0);
        var better = price.Value.CompareTo(liquidationFill.Value) * (liquidated is PositionSide.Long ? 1 : -1);
        if (better <= 0)
        {
            return new Problem(
                "recovers-nothing", "price", $"{price} is no better than {liquidationFill}, at which the liquidated {ChoiceWord(liquidated)} was filled: nothing comes back.");
        }

        if (ContractArithmetic.GainUnits(contract, liquidated, quantity, liquidationFill, price, outstanding.Asset.Scale) is not { } gain)
        {
            return new Problem("too-large", "quantity", "makes a result that is more than can be kept.");
        }

        var brought = new Money(gain, outstanding.Asset);
        var recovered = brought < outstanding ? brought : outstanding;
        var result = new AdlRecovery(recovered, brought - recovered, outstanding - recovered);

        // Nothing is created and nothing is lost: recovered + outstanding is what was outstanding, recovered + excess what the fill brought.
        Invariant.Holds(result.Recovered.Units >= 0 && result.Excess.Units >= 0 && result.Outstanding.Units >= 0);
        Invariant.Holds(result.Recovered + result.Outstanding == outstanding && result.Recovered + result.Excess == brought);
        return result;
    }

    private static string ChoiceWord(PositionSide side) => side is PositionSide.Long ? "long" : "short";
}
