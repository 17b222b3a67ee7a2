using Portal.Settlement.Amounts;
using Portal.Settlement.Contracts;
using Portal.Settlement.Liquidations;
using Portal.Web.Live;

namespace Portal.Web.Features.Compatible;

/// <summary>What of a liquidation fits an exchange's record. A figure that its source did not report is empty, never zero and never guessed.</summary>
internal sealed record LiquidationFigures
{
    /// <summary>The liquidation.</summary>
    public required LiveLiquidation Liquidation { get; init; }

    /// <summary>Contract symbol.</summary>
    public required string Symbol { get; init; }

    /// <summary>Contracts closed.</summary>
    public required string Quantity { get; init; }

    /// <summary>Average price at which the position was closed.</summary>
    public required string FillPrice { get; init; }

    /// <summary>The price at which the margin was used up: as reported, or the one that follows from entry price and margin.</summary>
    public required string BankruptcyPrice { get; init; }

    /// <summary>Side of the position; null when it is not known.</summary>
    public required PositionSide? Side { get; init; }

    /// <summary>When it happened.</summary>
    public required long OccurredUnixMs { get; init; }

    /// <summary>When it was settled; what lists and pages are ordered by.</summary>
    public required long RecordedUnixMs { get; init; }

    /// <summary>Reads a liquidation.</summary>
    public static LiquidationFigures Of(LiveLiquidation liquidation)
    {
        var settled = liquidation.Settled;
        var (quantity, fill, bankruptcy) = settled.Form switch
        {
            LiquidationForm.Position position => (position.Quantity.ToString(), position.FillPrice.ToString(), BankruptcyOf(liquidation)),
            LiquidationForm.Bankruptcy known => (known.Quantity.ToString(), known.FillPrice.ToString(), known.BankruptcyPrice.ToString()),
            _ => (string.Empty, string.Empty, string.Empty),
        };
        return new LiquidationFigures
        {
            Liquidation = liquidation,
            Symbol = settled.Symbol,
            Quantity = quantity,
            FillPrice = fill,
            BankruptcyPrice = bankruptcy,
            Side = settled.Side,
            OccurredUnixMs = liquidation.Entry.OccurredAt.ToUnixTimeMilliseconds(),
            RecordedUnixMs = liquidation.Entry.RecordedAt.ToUnixTimeMilliseconds(),
        };
    }

    // The very price that the rules would publish in the place of entry price and margin; none where they would refuse to.
    private static string BankruptcyOf(LiveLiquidation liquidation)
    {
        var settled = liquidation.Settled;
        var published = PublishedForm.AsBankruptcy(settled.Form, settled.Check, liquidation.Contract, settled.Side, settled.Check.Residual.Asset);
        return published.Problem is null && published.Value.Form is LiquidationForm.Bankruptcy bankruptcy ? bankruptcy.BankruptcyPrice.ToString() : string.Empty;
    }
}
