using System.Numerics;
using Portal.Settlement.Amounts;
using Portal.Settlement.Contracts;
using Portal.Web.Components.Figures;

namespace Portal.Web.Features.Liquidations.Worked;

/// <summary>The part of a margin check that comes from two prices: the one the position is measured from, and the fill.</summary>
internal sealed class PriceDifference(LiquidationView liquidation, Quantity quantity, Price from, string fromLabel, Price fill)
{
    private readonly Contract _contract = liquidation.Contract;
    private readonly bool _isLong = liquidation.Side is PositionSide.Long;

    private bool IsInverse => _contract.Kind is ContractKind.Inverse;

    /// <summary>Long: (entry − fill) × quantity; short the other way round.</summary>
    public IEnumerable<WorkedTerm> LossTerms() => _isLong ? Product((from, fromLabel), (fill, "fill price")) : Product((fill, "fill price"), (from, fromLabel));

    /// <summary>Long: (fill − bankruptcy) × quantity; short the other way round.</summary>
    public IEnumerable<WorkedTerm> GainTerms() => _isLong ? Product((fill, "fill price"), (from, fromLabel)) : Product((from, fromLabel), (fill, "fill price"));

    /// <summary>What happened, for a loss (above zero) or a gain.</summary>
    public string Story(long lossUnits)
    {
        var side = _isLong ? "long" : "short";
        var rule = (_isLong, lossUnits) switch
        {
            (_, 0) => "The price was the same, so closing it neither lost nor earned.",
            (true, > 0) => "A long loses when the price falls.",
            (true, _) => "A long earns when the price rises; a gain is a loss below zero.",
            (false, > 0) => "A short loses when the price rises.",
            (false, _) => "A short earns when the price falls; a gain is a loss below zero.",
        };
        return $"The {side} of {FigureText.Of(quantity.Value)} was opened at {FigureText.Of(from.Value)} and closed at {FigureText.Of(fill.Value)}. {rule}{InverseNote}";
    }

    /// <summary>Whether the fill was better than the other price.</summary>
    public string Comparison(long gainUnits)
    {
        var side = _isLong ? "long" : "short";
        var verdict = gainUnits switch
        {
            > 0 => "better, so something was left over",
            0 => "the same price",
            _ => "worse, so the margin was not enough",
        };
        return $"The {side} of {FigureText.Of(quantity.Value)} was closed at {FigureText.Of(fill.Value)}, against a bankruptcy price of {FigureText.Of(from.Value)}: {verdict}.{InverseNote}";
    }

    /// <summary>Says so where a pocket calculator shows more digits than the asset has.</summary>
    public string RoundingNote(Money amount)
    {
        var (scale, code) = (amount.Asset.Scale, amount.Asset.Code);
        return IsExact(scale) ? string.Empty : $" Rounded once to the {scale} decimals of {code}, in the direction that leaves less.";
    }

    private string InverseNote => IsInverse
        ? " The contract is inverse: it is quoted in one currency and settled in the other, so the difference is divided by both prices."
        : string.Empty;

    private IEnumerable<WorkedTerm> Product((Price Price, string Label) first, (Price Price, string Label) second)
    {
        yield return Terms.Given(string.Empty, $"({FigureText.Of(first.Price.Value)}", first.Label);
        yield return Terms.Given("−", $"{FigureText.Of(second.Price.Value)})", second.Label);
        yield return Terms.Given("×", FigureText.Of(quantity.Value).ToString(), "quantity");
        if (_contract.ContractValue.Value != DecimalNumber.Of(1, 0))
        {
            yield return Terms.Given("×", FigureText.Of(_contract.ContractValue.Value).ToString(), "contract value");
        }

        if (IsInverse)
        {
            yield return Terms.Given("÷", $"({FigureText.Of(first.Price.Value)}", first.Label);
            yield return Terms.Given("×", $"{FigureText.Of(second.Price.Value)})", second.Label);
        }
    }

    /// <summary>Whether the exact result has no more decimals than the asset.</summary>
    private bool IsExact(int assetScale)
    {
        if (IsInverse)
        {
            return false;
        }

        var scale = Math.Max(from.Value.Scale, fill.Value.Scale);
        var difference = At(from.Value, scale) - At(fill.Value, scale);
        var product = difference * (BigInteger)quantity.Value.Mantissa * (BigInteger)_contract.ContractValue.Value.Mantissa;
        var surplusDecimals = scale + quantity.Value.Scale + _contract.ContractValue.Value.Scale - assetScale;
        return surplusDecimals <= 0 || (product % BigInteger.Pow(10, surplusDecimals)).IsZero;
    }

    private static BigInteger At(DecimalNumber number, int scale) => (BigInteger)number.Mantissa * BigInteger.Pow(10, scale - number.Scale);
}
