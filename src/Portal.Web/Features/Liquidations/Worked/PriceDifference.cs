using System.Numerics;
using Portal.Settlement.Amounts;
using Portal.Settlement.Contracts;
using Portal.Web.Components.Figures;
using static Portal.Web.Texts.PageText;

namespace Portal.Web.Features.Liquidations.Worked;

/// <summary>The part of a margin check that comes from two prices: the one the position is measured from, and the fill.</summary>
internal sealed class PriceDifference(LiquidationView liquidation, Quantity quantity, Price from, string fromLabel, Price fill)
{
    private readonly Contract _contract = liquidation.Contract;
    private readonly bool _isLong = liquidation.Side is PositionSide.Long;

    private bool IsInverse => _contract.Kind is ContractKind.Inverse;

    /// <summary>Long: (entry − fill) × quantity; short the other way round.</summary>
    public IEnumerable<WorkedTerm> LossTerms() => _isLong ? Product((from, fromLabel), (fill, Text("fill price"))) : Product((fill, Text("fill price")), (from, fromLabel));

    /// <summary>Long: (fill − bankruptcy) × quantity; short the other way round.</summary>
    public IEnumerable<WorkedTerm> GainTerms() => _isLong ? Product((fill, Text("fill price")), (from, fromLabel)) : Product((from, fromLabel), (fill, Text("fill price")));

    /// <summary>What happened, for a loss (above zero) or a gain.</summary>
    public string Story(long lossUnits)
    {
        var story = _isLong
            ? Text("The long of {0} was opened at {1} and closed at {2}.", FigureText.Of(quantity.Value), FigureText.Of(from.Value), FigureText.Of(fill.Value))
            : Text("The short of {0} was opened at {1} and closed at {2}.", FigureText.Of(quantity.Value), FigureText.Of(from.Value), FigureText.Of(fill.Value));
        var rule = (_isLong, lossUnits) switch
        {
            (_, 0) => Text("The price was the same, so closing it neither lost nor earned."),
            (true, > 0) => Text("A long loses when the price falls."),
            (true, _) => Text("A long earns when the price rises; a gain is a loss below zero."),
            (false, > 0) => Text("A short loses when the price rises."),
            (false, _) => Text("A short earns when the price falls; a gain is a loss below zero."),
        };
        return WorkedStep.Told(story, rule, InverseNote);
    }

    /// <summary>Whether the fill was better than the other price.</summary>
    public string Comparison(long gainUnits)
    {
        var story = _isLong
            ? Text("The long of {0} was closed at {1}, against a bankruptcy price of {2}:", FigureText.Of(quantity.Value), FigureText.Of(fill.Value), FigureText.Of(from.Value))
            : Text("The short of {0} was closed at {1}, against a bankruptcy price of {2}:", FigureText.Of(quantity.Value), FigureText.Of(fill.Value), FigureText.Of(from.Value));
        var verdict = gainUnits switch
        {
            > 0 => Text("better, so something was left over."),
            0 => Text("the same price."),
            _ => Text("worse, so the margin was not enough."),
        };
        return WorkedStep.Told(story, verdict, InverseNote);
    }

    /// <summary>Says so where a pocket calculator shows more digits than the asset has; else nothing.</summary>
    public string RoundingNote(Money amount) => IsExact(amount.Asset.Scale)
        ? string.Empty
        : Text("Rounded once to the {0} decimals of {1}, in the direction that leaves less.", amount.Asset.Scale, amount.Asset.Code);

    private string InverseNote => IsInverse
        ? Text("The contract is inverse: it is quoted in one currency and settled in the other, so the difference is divided by both prices.")
        : string.Empty;

    private IEnumerable<WorkedTerm> Product((Price Price, string Label) first, (Price Price, string Label) second)
    {
        yield return Terms.Given(string.Empty, $"({FigureText.Of(first.Price.Value)}", first.Label);
        yield return Terms.Given("−", $"{FigureText.Of(second.Price.Value)})", second.Label);
        yield return Terms.Given("×", FigureText.Of(quantity.Value).ToString(), Text("quantity"));
        if (_contract.ContractValue.Value != DecimalNumber.Of(1, 0))
        {
            yield return Terms.Given("×", FigureText.Of(_contract.ContractValue.Value).ToString(), Text("contract value"));
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
