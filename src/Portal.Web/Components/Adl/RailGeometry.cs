using System.Globalization;
using Portal.Settlement.Amounts;

namespace Portal.Web.Components.Adl;

/// <summary>Places of balances on a line between two others, as percentages to a tenth.</summary>
public static class RailGeometry
{
    private const int Permille = 1000;

    /// <summary>How wide the mark of the balance is, so that it is not pushed over the end.</summary>
    private const int MarkPermille = 7;

    /// <summary>Where a balance lies between two others; 0 to 100, to a tenth.</summary>
    public static string Place(Money balance, Money from, Money to) => Text(PermilleOf(balance, from, to));

    /// <summary>The same for a mark that has a width.</summary>
    public static string PlaceMark(Money balance, Money from, Money to) => Text(Math.Min(PermilleOf(balance, from, to), Permille - MarkPermille));

    /// <summary>The length from one balance to a later one on the line.</summary>
    public static string Length(Money balance, Money later, Money from, Money to) =>
        Text(Math.Max(0, PermilleOf(later, from, to) - PermilleOf(balance, from, to)));

    private static int PermilleOf(Money balance, Money from, Money to)
    {
        var span = (Int128)to.Units - from.Units;
        return span <= 0
            ? balance < to ? 0 : Permille
            : (int)Int128.Clamp(((Int128)balance.Units - from.Units) * Permille / span, 0, Permille);
    }

    private static string Text(int permille) => (permille / 10m).ToString("0.#", CultureInfo.InvariantCulture);
}
