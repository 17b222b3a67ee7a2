using System.Collections.Immutable;
using System.Numerics;
using Portal.Settlement.Amounts;
using Portal.Settlement.Contracts;

namespace Portal.Settlement.Deleveraging;

/// <summary>An open position that ADL may close.</summary>
/// <param name="PositionId">Opaque id; unique in its queue.</param>
/// <param name="Side">Its side.</param>
/// <param name="Quantity">Its contracts.</param>
/// <param name="Score">Its score; null when it is not ranked, and so not closed.</param>
public sealed record AdlPosition(string PositionId, PositionSide Side, Quantity Quantity, AdlScore? Score);

/// <summary>A position's place in the queue of its side.</summary>
/// <param name="Position">The position.</param>
/// <param name="Place">1 is closed first.</param>
/// <param name="QuintilePercent">20, 40, 60, 80 or 100: the fifth of all contracts of the side in which the position's last one lies.</param>
public sealed record AdlRank(AdlPosition Position, int Place, int QuintilePercent);

/// <summary>What ADL closes of one position.</summary>
/// <param name="PositionId">The position.</param>
/// <param name="Quantity">Contracts closed.</param>
/// <param name="Price">At what price: the bankruptcy price of the liquidated position.</param>
public sealed record AdlFill(string PositionId, Quantity Quantity, Price Price);

/// <summary>What ADL closes for one liquidation.</summary>
/// <param name="Fills">In the order of the queue.</param>
/// <param name="Unfilled">Contracts for which the queue was too short; zero or more.</param>
public sealed record AdlClosing(ImmutableArray<AdlFill> Fills, DecimalNumber Unfilled);

/// <summary>The order in which ADL closes the positions of one contract (BitMEX): by score, then the larger quantity; longs and shorts apart.</summary>
public sealed class AdlQueue
{
    /// <summary>The most positions in one queue.</summary>
    public const int PositionsMax = 100_000;

    private AdlQueue(ImmutableArray<AdlRank> longs, ImmutableArray<AdlRank> shorts) => (Longs, Shorts) = (longs, shorts);

    /// <summary>The long positions, the first to be closed first: for liquidated shorts.</summary>
    public ImmutableArray<AdlRank> Longs { get; }

    /// <summary>The short positions, the first to be closed first: for liquidated longs.</summary>
    public ImmutableArray<AdlRank> Shorts { get; }

    /// <summary>Puts positions in order. Equal ones stand in the order of their ids, so that the same positions always give the same queue.</summary>
    public static Checked<AdlQueue> Of(IReadOnlyCollection<AdlPosition> positions)
    {
        ArgumentNullException.ThrowIfNull(positions);
        if (positions.Count > PositionsMax)
        {
            return new Problem("too-many", "positions", $"are more than {PositionsMax}.");
        }

        var seen = new HashSet<string>(positions.Count, StringComparer.Ordinal);
        return positions.FirstOrDefault(position => !seen.Add(position.PositionId)) is { } repeated
            ? new Problem("repeated", "positionId", $"'{repeated.PositionId}' is given twice.")
            : new AdlQueue(Rank(positions, PositionSide.Long), Rank(positions, PositionSide.Short));
    }

    /// <summary>What is closed when a position of <paramref name="liquidated"/> side can't be covered.</summary>
    public AdlClosing Close(PositionSide liquidated, Quantity quantity, Price bankruptcyPrice)
    {
        var fills = ImmutableArray.CreateBuilder<AdlFill>();
        var remaining = Contracts(quantity);
        foreach (var rank in liquidated is PositionSide.Short ? Longs : Shorts)
        {
            if (remaining.IsZero)
            {
                break;
            }

            var closed = BigInteger.Min(remaining, Contracts(rank.Position.Quantity));
            fills.Add(new AdlFill(rank.Position.PositionId, Quantity.From(Number(closed), "quantity").Value, bankruptcyPrice));
            remaining -= closed;
        }

        return new AdlClosing(fills.ToImmutable(), Number(remaining));
    }

    /// <summary>How many contracts to close for an uncovered loss: ceil(uncovered / (contractValue x |mark - bankruptcy|)), inverse per 1/price.</summary>
    public static Checked<Quantity> ProposeQuantity(Contract contract, Money uncovered, Price mark, Price bankruptcy)
    {
        ArgumentNullException.ThrowIfNull(contract);
        if (uncovered.Units <= 0)
        {
            return new Problem("not-positive", "uncovered", "Nothing was left uncovered.");
        }

        var value = contract.ContractValue.Value;
        var full = BigInteger.Pow(10, DecimalNumber.ScaleMax);
        var (now, broke) = (AtFullScale(mark.Value), AtFullScale(bankruptcy.Value));
        var above = uncovered.Units * BigInteger.Pow(10, value.Scale);
        var below = BigInteger.Pow(10, uncovered.Asset.Scale) * (BigInteger)value.Mantissa * BigInteger.Abs(now - broke);
        (above, below) = contract.Kind is ContractKind.Linear ? (above * full, below) : (above * now * broke, below * full);
        if (below.IsZero)
        {
            return new Problem("no-distance", "mark", "is the bankruptcy price: closing there brings nothing.");
        }

        var quantity = BigInteger.DivRem(above + below - 1, below, out _);
        return quantity < BigInteger.Pow(10, DecimalNumber.IntegerDigitsMax)
            ? Quantity.From(DecimalNumber.Of((Int128)quantity, 0), "quantity")
            : new Problem("too-large", "quantity", "would be more than can be kept.");
    }

    private static ImmutableArray<AdlRank> Rank(IEnumerable<AdlPosition> positions, PositionSide side)
    {
        AdlPosition[] ordered =
        [
            .. positions
                .Where(position => position.Side == side && position.Score is not null)
                .OrderByDescending(static position => position.Score)
                .ThenByDescending(static position => position.Quantity.Value)
                .ThenBy(static position => position.PositionId, StringComparer.Ordinal),
        ];
        var total = ordered.Aggregate(BigInteger.Zero, static (sum, position) => sum + Contracts(position.Quantity));
        var reached = BigInteger.Zero;
        var ranks = ImmutableArray.CreateBuilder<AdlRank>(ordered.Length);
        foreach (var position in ordered)
        {
            reached += Contracts(position.Quantity);
            ranks.Add(new AdlRank(position, ranks.Count + 1, 20 * (int)(((reached * 5) + total - 1) / total)));
        }

        return ranks.MoveToImmutable();
    }

    private static BigInteger Contracts(Quantity quantity) => AtFullScale(quantity.Value);

    private static BigInteger AtFullScale(DecimalNumber number) => (BigInteger)number.Mantissa * BigInteger.Pow(10, DecimalNumber.ScaleMax - number.Scale);

    private static DecimalNumber Number(BigInteger atFullScale) => DecimalNumber.Of((Int128)atFullScale, DecimalNumber.ScaleMax);
}
