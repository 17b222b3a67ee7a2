using Portal.Settlement.Amounts;
using Portal.Settlement.Contracts;
using Portal.Settlement.Ledger;
using Portal.Settlement.Liquidations;

namespace Portal.Worker.Sources.DemoMarket;

/// <summary>What the demo exchange's ADL engine closes for one liquidation: whole lots, at the bankruptcy price in whole ticks.</summary>
/// <param name="D">The liquidated side: +1 long, -1 short.</param>
/// <param name="Lots">How many lots recover the loss.</param>
/// <param name="PriceTicks">At what price.</param>
internal readonly record struct DemoAdl(int D, long Lots, long PriceTicks)
{
    /// <summary>The most positions closed for one liquidation.</summary>
    public const int FillsMax = 25;

    /// <summary>What to close; null where the fill was no worse than the bankruptcy price: then fees alone were uncovered, and nothing recovers them.</summary>
    public static DemoAdl? Of(DemoContract contract, LiquidationSettled liquidation)
    {
        var d = liquidation.Side is PositionSide.Long ? 1 : -1;
        (double Bankruptcy, double Fill)? prices = liquidation.Form switch
        {
            LiquidationForm.Bankruptcy form => (Number(form.BankruptcyPrice.Value), Number(form.FillPrice.Value)),
            LiquidationForm.Position form => (
                MarginRules.BankruptcyPrice(
                    contract.IsInverse, d, Number(form.Quantity.Value) * contract.ContractValue, Number(form.EntryPrice.Value), Number(form.Margin)),
                Number(form.FillPrice.Value)),
            _ => null,
        };
        if (prices is not { } known)
        {
            return null;
        }

        var ticks = (long)Math.Round(known.Bankruptcy / contract.Tick);
        var price = ticks * contract.Tick;
        var value = contract.Lot * contract.ContractValue;
        var perLot = contract.IsInverse ? value * Math.Abs((1 / known.Fill) - (1 / price)) : value * Math.Abs(price - known.Fill);
        return d * (price - known.Fill) < contract.Tick / 2 || perLot <= 0
            ? null
            : new DemoAdl(d, (long)Math.Ceiling(liquidation.Result.Uncovered.Units / 1e8 / perLot), ticks);
    }

    /// <summary>The open positions of a side, the first to be closed first.</summary>
    public static IReadOnlyList<DemoPosition> QueueOf(DemoContract contract, IEnumerable<DemoPosition> open, int d, double price) =>
        [.. open.Where(position => position.D == d).OrderByDescending(position => ScoreOf(contract, position, price))];

    private static double ScoreOf(DemoContract contract, DemoPosition position, double price)
    {
        var entry = position.EntryTicks * contract.Tick;
        var value = position.Lots * contract.Lot * contract.ContractValue;
        var gain = MarginRules.Gain(contract.IsInverse, position.D, value, entry, price);
        var share = gain / (contract.IsInverse ? value / entry : value * entry);
        var leverage = (contract.IsInverse ? value / price : value * price) / Math.Max(1e-9, (position.MarginUnits / 1e8) + gain);
        return share > 0 ? share * leverage : share / leverage;
    }

    private static double Number(DecimalNumber number) => (double)number.Mantissa / Math.Pow(10, number.Scale);
}
