using Portal.Settlement.Amounts;
using Portal.Settlement.Contracts;
using Portal.Settlement.Liquidations;

namespace Portal.Web.Components.Liquidations;

/// <summary>One settled liquidation as a list shows it.</summary>
public sealed record LiquidationLine
{
    /// <summary>The ledger entry; also its address and the id of its row.</summary>
    public required long Sequence { get; init; }

    /// <summary>The fund that it settled in.</summary>
    public string FundId { get; init; } = string.Empty;

    /// <summary>The settling clock.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>The contract.</summary>
    public required string Symbol { get; init; }

    /// <summary>Side of the position; null when the recording does not tell.</summary>
    public PositionSide? Side { get; init; }

    /// <summary>Contracts closed; null when the form does not tell.</summary>
    public DecimalNumber? Quantity { get; init; }

    /// <summary>What remained at takeover; null when the form does not tell (a bankruptcy price, a deficit alone).</summary>
    public Money? Margin { get; init; }

    /// <summary>Loss, fees and funding; null when the form does not tell.</summary>
    public Money? TotalLoss { get; init; }

    /// <summary>The two prices of a liquidation that came with its bankruptcy price; null for every other form.</summary>
    public BankruptcyPrices? Prices { get; init; }

    /// <summary>Where the residual went.</summary>
    public required FundDraw Result { get; init; }

    /// <summary>The fund's balance after it.</summary>
    public required Money BalanceAfter { get; init; }

    /// <summary>The entry that took it back; null while it stands.</summary>
    public long? ReversedBy { get; init; }
}

/// <summary>The prices that a bankruptcy form's margin check is made of.</summary>
/// <param name="Bankruptcy">The price at which the loss equals the margin.</param>
/// <param name="Fill">The price at which the position was closed.</param>
public readonly record struct BankruptcyPrices(Price Bankruptcy, Price Fill);
