using System.Collections.Immutable;
using System.Numerics;
using Portal.Settlement.Amounts;

namespace Portal.Settlement.Deleveraging;

/// <summary>A place in a queue: what stands there, and not who.</summary>
/// <param name="Quantity">Contracts.</param>
/// <param name="Score">The position's score, rounded toward zero to <see cref="AdlQueueSide.ScoreDecimals"/> decimals: for show, the order is exact.</param>
public readonly record struct AdlPlace(Quantity Quantity, DecimalNumber Score);

/// <summary>What is closed at one place.</summary>
/// <param name="Place">The place, from 1.</param>
/// <param name="Quantity">Contracts closed there.</param>
/// <param name="QuintilePercent">The fifth it stands in: 20, 40, 60, 80 or 100.</param>
/// <param name="Score">Its score.</param>
public sealed record AdlClose(int Place, Quantity Quantity, int QuintilePercent, DecimalNumber Score);

/// <summary>The longs or the shorts of a contract in the order in which ADL closes them, without anybody's name.</summary>
public sealed class AdlQueueSide
{
    /// <summary>Decimals of a score that is shown.</summary>
    public const int ScoreDecimals = 6;

    private static readonly BigInteger ScoreLargest = BigInteger.Pow(10, 12 + ScoreDecimals);

    /// <summary>Takes places in order.</summary>
    public AdlQueueSide(ImmutableArray<AdlPlace> places)
    {
        Places = places;
        Total = places.Aggregate(BigInteger.Zero, static (sum, place) => sum + AtFullScale(place.Quantity.Value));
    }

    /// <summary>The places, the first to be closed first.</summary>
    public ImmutableArray<AdlPlace> Places { get; }

    private BigInteger Total { get; }

    /// <summary>The ranked positions of one side, without their names.</summary>
    public static AdlQueueSide Of(ImmutableArray<AdlRank> ranks) =>
        new([.. ranks.Select(static rank => new AdlPlace(rank.Position.Quantity, Shown(rank.Position.Score!)))]);

    /// <summary>The five fifths of all contracts, the first to be closed first. A position belongs to the fifth in which its last contract lies, so a fifth can be empty.</summary>
    public ImmutableArray<AdlQuintile> Quintiles()
    {
        var fifths = Enumerable.Range(1, 5).ToDictionary(static fifth => 20 * fifth, static fifth => new AdlQuintile(20 * fifth, 0, default, null, null));
        var reached = BigInteger.Zero;
        foreach (var place in Places)
        {
            var count = AtFullScale(place.Quantity.Value);
            reached += count;
            var fifth = fifths[PercentAt(reached)];
            fifths[fifth.Percent] = fifth with
            {
                Positions = fifth.Positions + 1,
                Contracts = Number(AtFullScale(fifth.Contracts) + count),
                HighestScore = fifth.HighestScore ?? place.Score,
                LowestScore = place.Score,
            };
        }

        return [.. fifths.Values.OrderBy(static fifth => fifth.Percent)];
    }

    /// <summary>What is closed from the head on.</summary>
    /// <param name="skipped">Contracts from the head on that are closed for others already.</param>
    /// <param name="quantity">Contracts to close.</param>
    /// <param name="listedMax">How many closes are listed; the rest is only counted.</param>
    public AdlQueueClosing Close(DecimalNumber skipped, Quantity quantity, int listedMax)
    {
        var closes = ImmutableArray.CreateBuilder<AdlClose>();
        var (skip, remaining, reached, closed) = (AtFullScale(skipped), AtFullScale(quantity.Value), BigInteger.Zero, 0);
        for (var index = 0; index < Places.Length && !remaining.IsZero; index++)
        {
            var count = AtFullScale(Places[index].Quantity.Value);
            reached += count;
            var left = BigInteger.Min(count, reached - skip);
            if (left.Sign <= 0)
            {
                continue;
            }

            var taken = BigInteger.Min(left, remaining);
            remaining -= taken;
            closed++;
            if (closes.Count < listedMax)
            {
                closes.Add(new AdlClose(index + 1, Amounts.Quantity.From(Number(taken), "quantity").Value, PercentAt(reached), Places[index].Score));
            }
        }

        var whole = AtFullScale(quantity.Value);
        return new AdlQueueClosing(closes.ToImmutable(), closed, Number(remaining), Number(skip + whole - remaining));
    }

    private int PercentAt(BigInteger reached) => 20 * (int)(((reached * 5) + Total - 1) / Total);

    private static DecimalNumber Shown(AdlScore score)
    {
        var scaled = score.Numerator * BigInteger.Pow(10, ScoreDecimals) / score.Denominator;
        return DecimalNumber.Of((Int128)BigInteger.Clamp(scaled, -ScoreLargest, ScoreLargest), ScoreDecimals);
    }

    private static BigInteger AtFullScale(DecimalNumber number) => (BigInteger)number.Mantissa * BigInteger.Pow(10, DecimalNumber.ScaleMax - number.Scale);

    private static DecimalNumber Number(BigInteger atFullScale) => DecimalNumber.Of((Int128)atFullScale, DecimalNumber.ScaleMax);
}

/// <summary>One fifth of a queue's contracts.</summary>
/// <param name="Percent">20, 40, 60, 80 or 100: 20 is closed first.</param>
/// <param name="Positions">How many positions lie in it.</param>
/// <param name="Contracts">Their contracts.</param>
/// <param name="HighestScore">The score of its first position; null when it is empty.</param>
/// <param name="LowestScore">The score of its last position; null when it is empty.</param>
public sealed record AdlQuintile(int Percent, int Positions, DecimalNumber Contracts, DecimalNumber? HighestScore, DecimalNumber? LowestScore);

/// <summary>What is closed of a queue.</summary>
/// <param name="Closes">The first closes, in order.</param>
/// <param name="Count">How many there are in all.</param>
/// <param name="Unfilled">Contracts for which the queue was too short.</param>
/// <param name="Reached">Contracts from the head on that are closed afterwards, those skipped among them.</param>
public sealed record AdlQueueClosing(ImmutableArray<AdlClose> Closes, int Count, DecimalNumber Unfilled, DecimalNumber Reached);
