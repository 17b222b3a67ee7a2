using Portal.Settlement.Deleveraging;
using Portal.Settlement.FeeAllocation;
using Portal.Settlement.Ledger;
using Portal.Settlement.Liquidations;

namespace Portal.Worker.Intake;

/// <summary>Writes records as intake JSON, one object without line breaks: what <see cref="RecordReader"/> reads back as the same record.</summary>
public static class RecordWriter
{
    /// <summary>A liquidation as one line of <c>portal-ndjson</c>, without the line break.</summary>
    public static byte[] Write(Liquidation liquidation)
    {
        ArgumentNullException.ThrowIfNull(liquidation);
        var writer = new CanonicalObject();
        writer.Add("externalId", liquidation.ExternalId);
        AddContent(writer, liquidation);
        return writer.ToBytes();
    }

    /// <summary>Fees as one line of <c>portal-ndjson</c>, without the line break.</summary>
    public static byte[] Write(FeeAccrual fee)
    {
        ArgumentNullException.ThrowIfNull(fee);
        var writer = new CanonicalObject();
        writer.Add("externalId", fee.ExternalId);
        AddContent(writer, fee);
        return writer.ToBytes();
    }

    /// <summary>A record as one line of <c>portal-ndjson</c>, without the line break.</summary>
    /// <exception cref="InvalidOperationException">It could not be read, so there is nothing to write.</exception>
    public static byte[] Write(IntakeRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return record switch
        {
            { Liquidation: { } liquidation } => Write(liquidation),
            { Fee: { } fee } => Write(fee),
            { AdlFill: { } fill } => Write(fill),
            _ => throw new InvalidOperationException("A record that could not be read can't be written."),
        };
    }

    /// <summary>An ADL fill as one line of <c>portal-ndjson</c>, without the line break.</summary>
    public static byte[] Write(AdlFillReport fill)
    {
        ArgumentNullException.ThrowIfNull(fill);
        var writer = new CanonicalObject();
        writer.Add("externalId", fill.ExternalId);
        AddContent(writer, fill);
        return writer.ToBytes();
    }

    /// <summary>Adds everything but the external id.</summary>
    internal static void AddContent(CanonicalObject writer, AdlFillReport fill)
    {
        writer.Add("liquidationExternalId", fill.LiquidationExternalId);
        writer.Add("quantity", fill.Quantity.Value);
        writer.Add("price", fill.Price.Value);
        writer.Add("occurredAt", fill.OccurredAt);
        writer.Add("sourceSequence", fill.SourceSequence);
        writer.Add("corrects", fill.Corrects);
    }

    /// <summary>Adds everything but the external id.</summary>
    internal static void AddContent(CanonicalObject writer, Liquidation liquidation)
    {
        writer.Add("symbol", liquidation.Symbol);
        writer.Add("occurredAt", liquidation.OccurredAt);
        writer.Add("positionSide", liquidation.Side is { } side ? ChoiceText.Of(side) : null);
        writer.Add("asset", liquidation.AssetCode);
        writer.Add("account", liquidation.Account);
        writer.Add("sourceSequence", liquidation.SourceSequence);
        writer.Add("corrects", liquidation.Corrects);
        writer.Add("fund", liquidation.FundForUnlisted);
        switch (liquidation.Form)
        {
            case LiquidationForm.Totals totals:
                writer.Add("margin", totals.Margin);
                writer.Add("totalLoss", totals.TotalLoss);
                writer.Add("fillNotional", totals.FillNotional);
                break;
            case LiquidationForm.Position position:
                writer.Add("quantity", position.Quantity.Value);
                writer.Add("entryPrice", position.EntryPrice.Value);
                writer.Add("fillPrice", position.FillPrice.Value);
                writer.Add("margin", position.Margin);
                writer.Add("fees", position.Fees);
                writer.Add("funding", position.Funding);
                break;
            case LiquidationForm.Bankruptcy bankruptcy:
                writer.Add("quantity", bankruptcy.Quantity.Value);
                writer.Add("bankruptcyPrice", bankruptcy.BankruptcyPrice.Value);
                writer.Add("fillPrice", bankruptcy.FillPrice.Value);
                writer.Add("fees", bankruptcy.Fees);
                writer.Add("funding", bankruptcy.Funding);
                break;
            case LiquidationForm.Deficit deficit:
                writer.Add("deficit", deficit.Amount);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>Adds everything but the external id.</summary>
    internal static void AddContent(CanonicalObject writer, FeeAccrual fee)
    {
        writer.Add("symbol", fee.Symbol);
        writer.Add("fund", fee.FundId);
        writer.Add("asset", fee.AssetCode);
        writer.Add("amount", fee.Amount);
        writer.Add("periodStart", fee.PeriodStart);
        writer.Add("periodEnd", fee.PeriodEnd);
        writer.Add("market", fee.Market);
        writer.Add("feeKind", fee.Kind is { } kind ? ChoiceText.Of(kind) : null);
        writer.Add("sourceSequence", fee.SourceSequence);
        writer.Add("corrects", fee.Corrects);
    }
}
