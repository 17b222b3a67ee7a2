using System.Collections.Immutable;
using Portal.Settlement.Amounts;
using Portal.Settlement.Contracts;
using Portal.Settlement.Deleveraging;

namespace Portal.Settlement.Ledger;

/// <summary>ADL closed an opposite position, and a loss that a liquidation had left uncovered got back a part. No balance of the fund moves.</summary>
public sealed record AdlFilled : EntryBody
{
    /// <summary>The kind as it is written.</summary>
    public const string KindName = "adl-fill";

    /// <inheritdoc/>
    public override string Kind => KindName;

    /// <summary>The source that reported it.</summary>
    public required string Source { get; init; }

    /// <summary>The source's own count; null when it keeps none.</summary>
    public long? SourceSequence { get; init; }

    /// <summary>The entry of the liquidation whose loss it recovers.</summary>
    public required long LiquidationSequence { get; init; }

    /// <summary>Contract symbol, the liquidation's.</summary>
    public required string Symbol { get; init; }

    /// <summary>Side of the liquidated position; ADL closed the other one.</summary>
    public required PositionSide Side { get; init; }

    /// <summary>The entry that listed the contract, the liquidation's; null for a symbol that nobody listed (linear, contract value 1).</summary>
    public long? ContractSequence { get; init; }

    /// <summary>Contracts closed.</summary>
    public required Quantity Quantity { get; init; }

    /// <summary>The price at which ADL closed.</summary>
    public required Price Price { get; init; }

    /// <summary>The price at which the liquidated position was filled.</summary>
    public required Price LiquidationFillPrice { get; init; }

    /// <summary>What was outstanding before.</summary>
    public required Money OutstandingBefore { get; init; }

    /// <summary>What it recovers.</summary>
    public required AdlRecovery Recovery { get; init; }

    /// <summary>HMAC-SHA256(receipt, externalId), lower-case hex.</summary>
    public required string IdCommitment { get; init; }

    /// <summary>SHA-256 of each record in quarantine that this one puts right, as they were sent: lower-case hex, in order; empty for nearly all.</summary>
    public ImmutableArray<string> CorrectedPayloads { get; init; } = [];

    /// <summary>Who put it right in the source's place; null for what a source sent itself.</summary>
    public OperatorCorrection? Correction { get; init; }

    /// <inheritdoc/>
    public override void Write(CanonicalObject writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Add("source", Source);
        writer.Add("sourceSequence", SourceSequence);
        writer.Add("liquidationSequence", LiquidationSequence);
        writer.Add("symbol", Symbol);
        writer.Add("positionSide", ChoiceText.Of(Side));
        writer.Add("contractSequence", ContractSequence);
        writer.Add("quantity", Quantity.Value);
        writer.Add("price", Price.Value);
        writer.Add("liquidationFillPrice", LiquidationFillPrice.Value);
        writer.Add("outstandingBefore", OutstandingBefore);
        writer.Add("recovered", Recovery.Recovered);
        writer.Add("excess", Recovery.Excess);
        writer.Add("outstanding", Recovery.Outstanding);
        writer.Add("idCommitment", IdCommitment);
        writer.AddUnlessEmpty("correctedPayloads", CorrectedPayloads);
        OperatorCorrection.Write(writer, Correction);
    }

    internal static AdlFilled ReadFields(EntryFields fields, Asset asset) => new()
    {
        Source = fields.Text("source"),
        SourceSequence = fields.OptionalNumber("sourceSequence"),
        LiquidationSequence = fields.Number("liquidationSequence"),
        Symbol = fields.Text("symbol"),
        Side = fields.Choice<PositionSide>("positionSide"),
        ContractSequence = fields.OptionalNumber("contractSequence"),
        Quantity = fields.Quantity("quantity"),
        Price = fields.Price("price"),
        LiquidationFillPrice = fields.Price("liquidationFillPrice"),
        OutstandingBefore = fields.Amount("outstandingBefore", asset),
        Recovery = new AdlRecovery(fields.Amount("recovered", asset), fields.Amount("excess", asset), fields.Amount("outstanding", asset)),
        IdCommitment = fields.Text("idCommitment"),
        CorrectedPayloads = fields.TextsOrNone("correctedPayloads"),
        Correction = OperatorCorrection.ReadFields(fields),
    };
}
