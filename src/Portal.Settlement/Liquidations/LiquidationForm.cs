using Portal.Settlement.Amounts;

namespace Portal.Settlement.Liquidations;

/// <summary>The figures a liquidation arrives with: exactly one of the forms of the intake contract. Amounts are in the margin asset.</summary>
public abstract record LiquidationForm
{
    private LiquidationForm()
    {
    }

    /// <summary>Margin and total loss as the engine summed them up.</summary>
    /// <param name="Margin">What remained for this position at takeover; zero or more.</param>
    /// <param name="TotalLoss">Gross loss, fees and funding together; negative is a gain.</param>
    /// <param name="FillNotional">Value of the fill, needed where the fund caps its surplus; zero or more.</param>
    public sealed record Totals(DecimalNumber Margin, DecimalNumber TotalLoss, DecimalNumber? FillNotional) : LiquidationForm;

    /// <summary>The position with its entry price and margin.</summary>
    /// <param name="Quantity">Contracts closed.</param>
    /// <param name="EntryPrice">Average entry price.</param>
    /// <param name="FillPrice">Average price at which the position was closed.</param>
    /// <param name="Margin">What remained for this position at takeover; zero or more.</param>
    /// <param name="Fees">Charged at this liquidation and not in the margin; negative is a rebate; null is not given.</param>
    /// <param name="Funding">Charged at this liquidation and not in the margin; negative is received; null is not given.</param>
    public sealed record Position(
        Quantity Quantity, Price EntryPrice, Price FillPrice, DecimalNumber Margin, DecimalNumber? Fees, DecimalNumber? Funding) : LiquidationForm;

    /// <summary>The position with the price at which its margin was used up.</summary>
    /// <param name="Quantity">Contracts closed.</param>
    /// <param name="BankruptcyPrice">The price at which the loss equals the margin.</param>
    /// <param name="FillPrice">Average price at which the position was closed.</param>
    /// <param name="Fees">Charged at this liquidation and not in the bankruptcy price; null is not given.</param>
    /// <param name="Funding">Charged at this liquidation and not in the bankruptcy price; null is not given.</param>
    public sealed record Bankruptcy(
        Quantity Quantity, Price BankruptcyPrice, Price FillPrice, DecimalNumber? Fees, DecimalNumber? Funding) : LiquidationForm;

    /// <summary>A recording that tells the deficit alone; margin and loss were not reported.</summary>
    /// <param name="Amount">What the loss exceeded the margin by; zero or more.</param>
    public sealed record Deficit(DecimalNumber Amount) : LiquidationForm;
}
