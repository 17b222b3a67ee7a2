using Portal.Settlement.Amounts;

namespace Portal.Settlement.Liquidations;

/// <summary>How a liquidation ended for the fund.</summary>
public enum LiquidationOutcome
{
    /// <summary>Margin was left over (residual above zero).</summary>
    Surplus,

    /// <summary>Margin and loss were equal (residual zero).</summary>
    Even,

    /// <summary>The fund paid the whole deficit.</summary>
    Covered,

    /// <summary>The fund paid less than the deficit, or nothing; the rest goes to ADL.</summary>
    Uncovered,
}

/// <summary>Where a residual goes: to the fund, to the trader, out of the fund, or to ADL. All amounts are zero or more.</summary>
/// <remarks>Source: the portal's contract, "Outcomes".</remarks>
/// <param name="Surplus">Paid into the fund.</param>
/// <param name="ToTrader">Returned to the trader, where the fund caps its surplus.</param>
/// <param name="Deficit">What the loss exceeded the margin by.</param>
/// <param name="Draw">Paid by the fund.</param>
/// <param name="Uncovered">Left for ADL.</param>
/// <param name="DrawForFees">The part of the draw that paid fees and not the loss itself.</param>
public readonly record struct FundDraw(Money Surplus, Money ToTrader, Money Deficit, Money Draw, Money Uncovered, Money DrawForFees)
{
    /// <summary>The outcome in one word.</summary>
    public LiquidationOutcome Outcome =>
        Uncovered.Units > 0 ? LiquidationOutcome.Uncovered
        : Draw.Units > 0 ? LiquidationOutcome.Covered
        : Surplus.Units > 0 || ToTrader.Units > 0 ? LiquidationOutcome.Surplus
        : LiquidationOutcome.Even;

    /// <summary>What the settlement adds to the fund; negative when it draws.</summary>
    public Money Change => Surplus - Draw;

    /// <summary>Splits a residual.</summary>
    /// <param name="residual">Margin minus total loss.</param>
    /// <param name="cap">The most of a surplus that the fund takes; null when it takes all.</param>
    /// <param name="balance">The fund's balance before.</param>
    /// <param name="floor">What the fund never goes below.</param>
    /// <param name="fees">Fees of this liquidation; null when not given.</param>
    public static FundDraw Of(Money residual, Money? cap, Money balance, Money floor, Money? fees)
    {
        var asset = residual.Asset;
        var zero = Money.Zero(asset);
        FundDraw result;
        if (residual.Units >= 0)
        {
            var surplus = cap is { } most && most < residual ? most : residual;
            result = new FundDraw(surplus, residual - surplus, zero, zero, zero, zero);
        }
        else
        {
            var deficit = -residual;
            var available = balance > floor ? balance - floor : zero;
            var draw = deficit < available ? deficit : available;
            var forFees = fees is { Units: > 0 } charged ? (charged < draw ? charged : draw) : zero;
            result = new FundDraw(zero, zero, deficit, draw, deficit - draw, forFees);
        }

        // Nothing is created and nothing is lost: margin - total loss = surplus + to trader - draw - uncovered.
        Invariant.Holds((Int128)residual.Units == (Int128)result.Surplus.Units + result.ToTrader.Units - result.Draw.Units - result.Uncovered.Units);
        Invariant.Holds(result.Draw.Units == 0 || balance - result.Draw >= floor);
        return result;
    }
}
