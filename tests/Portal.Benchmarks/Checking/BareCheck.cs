using Portal.Settlement.Amounts;
using Portal.Settlement.Contracts;
using Portal.Settlement.Liquidations;

namespace Portal.Benchmarks.Checking;

/// <summary>The yardstick of the margin check: the same fraction in bare Int128, every number already in its scale, nothing checked and nothing told but the outcome.</summary>
internal readonly struct BareCheck
{
    private readonly Int128 _value;
    private readonly Int128 _count;
    private readonly Int128 _from;
    private readonly Int128 _to;
    private readonly Int128 _tens;
    private readonly Int128 _tensBelow;
    private readonly long _margin;
    private readonly long _charges;
    private readonly long _balance;
    private readonly long _floor;
    private readonly bool _inverse;
    private readonly bool _short;

    public BareCheck(CheckCase settled)
    {
        (_balance, _floor, _short) = (settled.Balance.Units, settled.Floor.Units, settled.Side is PositionSide.Short);
        _inverse = settled.Contract.Kind is ContractKind.Inverse;
        (_tens, _tensBelow) = (1, 1);
        var scale = settled.Asset.Scale;
        switch (settled.Form)
        {
            case LiquidationForm.Totals totals:
                // No price moved: what is left of the check is a subtraction, the division is one by one.
                (_value, _count, _from, _to, _inverse) = (1, 1, 1, 1, false);
                (_margin, _charges) = (Units(totals.Margin, scale), Units(totals.TotalLoss, scale));
                break;
            case LiquidationForm.Position position:
                (_value, _count, _from, _to, _tens, _tensBelow) = PricesOf(settled, position.Quantity, position.EntryPrice, position.FillPrice);
                (_margin, _charges) = (Units(position.Margin, scale), Units(position.Fees ?? default, scale) + Units(position.Funding ?? default, scale));
                break;
            case LiquidationForm.Bankruptcy bankruptcy:
                (_value, _count, _from, _to, _tens, _tensBelow) = PricesOf(settled, bankruptcy.Quantity, bankruptcy.BankruptcyPrice, bankruptcy.FillPrice);
                (_margin, _charges) = (0, Units(bankruptcy.Fees ?? default, scale) + Units(bankruptcy.Funding ?? default, scale));
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>What the fund gains, less what is left uncovered: one number that every step of the arithmetic goes into.</summary>
    public long Settle()
    {
        var difference = (_to - _from) * _count * _value * _tens;
        var below = _inverse ? _from * _to * _tensBelow : _tensBelow;
        var (gain, remainder) = Int128.DivRem(_short ? -difference : difference, below);
        gain -= remainder < 0 ? 1 : 0;
        var notional = _inverse ? _value * _count * _tens / (_to * _tensBelow) : _value * _count * _to * _tens / _tensBelow;
        var residual = _margin + gain - _charges;
        if (residual >= 0)
        {
            return (long)(residual + (notional & 1));
        }

        var available = Math.Max(0, _balance - _floor);
        var draw = -residual < available ? (long)-residual : available;
        return (long)(-draw - (-residual - draw) + (notional & 1));
    }

    private static (Int128 Value, Int128 Count, Int128 From, Int128 To, Int128 Tens, Int128 TensBelow) PricesOf(
        CheckCase settled, Quantity quantity, Price from, Price to)
    {
        var value = settled.Contract.ContractValue.Value;
        var priceScale = Math.Max(from.Value.Scale, to.Value.Scale);
        var inverse = settled.Contract.Kind is ContractKind.Inverse;
        var exponent = settled.Asset.Scale - value.Scale - quantity.Value.Scale + (inverse ? priceScale : -priceScale);
        return (
            value.Mantissa,
            quantity.Value.Mantissa,
            from.Value.Mantissa * PowerOfTen.Of(priceScale - from.Value.Scale),
            to.Value.Mantissa * PowerOfTen.Of(priceScale - to.Value.Scale),
            PowerOfTen.Of(Math.Max(exponent, 0)),
            PowerOfTen.Of(Math.Max(-exponent, 0)));
    }

    private static long Units(DecimalNumber number, int scale) => (long)(number.Mantissa * PowerOfTen.Of(scale - number.Scale));
}
