using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using Microsoft.AspNetCore.Components;
using Portal.Settlement.Amounts;
using Portal.Settlement.Contracts;
using Portal.Settlement.Deleveraging;
using Portal.Web.Components.Figures;
using static Portal.Web.Texts.PageText;

namespace Portal.Web.Features.Deleveraging;

/// <summary>One side of a contract's queue: how long it is and how its contracts lie in fifths.</summary>
public sealed partial class AdlQueueSideRow : ComponentBase
{
    private const int Permille = 1000;

    /// <summary>The contract.</summary>
    [Parameter, EditorRequired]
    public required AdlQueueView Queue { get; set; }

    /// <summary>Longs or shorts.</summary>
    [Parameter, EditorRequired]
    public PositionSide Side { get; set; }

    private ImmutableArray<AdlQuintile> Fifths => Side is PositionSide.Long ? Queue.Longs : Queue.Shorts;

    private DecimalNumber Total => DecimalNumber.Of((Int128)Fifths.Aggregate(BigInteger.Zero, static (sum, fifth) => sum + AtFullScale(fifth.Contracts)), DecimalNumber.ScaleMax);

    // A whale can fill more than its own fifth, so the bars are as long as what lies in each.
    private IEnumerable<(AdlQuintile Fifth, string From, string Length)> Bars
    {
        get
        {
            var (total, reached) = (AtFullScale(Total), BigInteger.Zero);
            foreach (var fifth in Fifths.Where(static fifth => fifth.Positions > 0))
            {
                var (from, count) = (reached, AtFullScale(fifth.Contracts));
                reached += count;
                yield return (fifth, Share(from, total), Share(count, total));
            }
        }
    }

    private string Spoken => string.Join("; ", Fifths.Where(static fifth => fifth.Positions > 0).Select(static fifth =>
        Text("up to {0}: {1} positions, {2} contracts", PercentText.OfShare(fifth.Percent * 10_000), FigureText.Of((long)fifth.Positions), FigureText.Of(fifth.Contracts))));

    private string Scores => Fifths.FirstOrDefault(static fifth => fifth.Positions > 0) is { HighestScore: { } highest, LowestScore: { } lowest }
        ? Text("{0} to {1}", FigureText.Of(Rounded(highest)), FigureText.Of(Rounded(lowest)))
        : Text("nobody");

    private static DecimalNumber Rounded(DecimalNumber score) => score.Scale <= 2 ? score : DecimalNumber.Of(score.Mantissa / (Int128)BigInteger.Pow(10, score.Scale - 2), 2);

    private static BigInteger AtFullScale(DecimalNumber number) => (BigInteger)number.Mantissa * BigInteger.Pow(10, DecimalNumber.ScaleMax - number.Scale);

    private static string Share(BigInteger part, BigInteger whole) =>
        whole.IsZero ? "0" : ((int)(part * Permille / whole) / 10m).ToString("0.#", CultureInfo.InvariantCulture);
}
