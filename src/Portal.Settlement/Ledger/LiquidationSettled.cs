using System.Collections.Immutable;
using Portal.Settlement.Amounts;
using Portal.Settlement.Contracts;
using Portal.Settlement.Liquidations;

namespace Portal.Settlement.Ledger;

/// <summary>A liquidation: its inputs as sent, the margin check, and what the fund paid or received.</summary>
public sealed record LiquidationSettled : EntryBody
{
    /// <summary>The kind as it is written.</summary>
    public const string KindName = "liquidation";

    /// <inheritdoc/>
    public override string Kind => KindName;

    /// <inheritdoc/>
    public override Int128 ChangeUnits => (Int128)Result.Surplus.Units - Result.Draw.Units;

    /// <summary>The source that reported it.</summary>
    public required string Source { get; init; }

    /// <summary>The source's own count; null when it keeps none.</summary>
    public long? SourceSequence { get; init; }

    /// <summary>Contract symbol.</summary>
    public required string Symbol { get; init; }

    /// <summary>Side of the position; null when the recording does not tell.</summary>
    public PositionSide? Side { get; init; }

    /// <summary>The entry that listed the contract; null for a symbol that nobody listed (linear, contract value 1).</summary>
    public long? ContractSequence { get; init; }

    /// <summary>The entry whose surplus policy applied.</summary>
    public required long PolicySequence { get; init; }

    /// <summary>The inputs as published.</summary>
    public required LiquidationForm Form { get; init; }

    /// <summary>The margin check; figures that are not published are null.</summary>
    public required MarginCheck Check { get; init; }

    /// <summary>The most of a surplus that the fund took; null without a cap.</summary>
    public Money? Cap { get; init; }

    /// <summary>Where the residual went.</summary>
    public required FundDraw Result { get; init; }

    /// <summary>HMAC-SHA256(receipt, externalId), lower-case hex: opened by whoever holds the receipt.</summary>
    public required string IdCommitment { get; init; }

    /// <summary>HMAC-SHA256(receipt, account), lower-case hex; null when no account was given.</summary>
    public string? AccountCommitment { get; init; }

    /// <summary>SHA-256 of each record in quarantine that this one puts right, as they were sent: lower-case hex, in order; empty for nearly all.</summary>
    public ImmutableArray<string> CorrectedPayloads { get; init; } = [];

    /// <summary>Who put it right in the source's place; null for what a source sent itself.</summary>
    public OperatorCorrection? Correction { get; init; }

    /// <summary>
    /// Whether nothing is created and nothing lost: residual + draw + uncovered = surplus + to trader, and with margin and loss published
    /// margin + draw + uncovered = total loss + surplus + to trader (contract: "Outcomes").
    /// </summary>
    public bool Balances
    {
        get
        {
            var (given, taken) = ((Int128)Result.Draw.Units + Result.Uncovered.Units, (Int128)Result.Surplus.Units + Result.ToTrader.Units);
            return Check.Residual.Units + given == taken
                && (Check.Margin is not { } margin || Check.TotalLoss is not { } loss || margin.Units + given == loss.Units + taken);
        }
    }

    /// <inheritdoc/>
    public override void Write(CanonicalObject writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Add("source", Source);
        writer.Add("sourceSequence", SourceSequence);
        writer.Add("symbol", Symbol);
        writer.Add("positionSide", Side is { } side ? ChoiceText.Of(side) : null);
        writer.Add("contractSequence", ContractSequence);
        writer.Add("policySequence", PolicySequence);
        WriteForm(writer);
        writer.Add("margin", Check.Margin);
        writer.Add("grossLoss", Check.GrossLoss);
        writer.Add("totalLoss", Check.TotalLoss);
        writer.Add("fees", Check.Fees);
        writer.Add("funding", Check.Funding);
        writer.Add("fillNotional", Check.FillNotional);
        writer.Add("residual", Check.Residual);
        writer.Add("cap", Cap);
        writer.Add("surplus", Result.Surplus);
        writer.Add("toTrader", Result.ToTrader);
        writer.Add("deficit", Result.Deficit);
        writer.Add("draw", Result.Draw);
        writer.Add("drawForFees", Result.DrawForFees);
        writer.Add("uncovered", Result.Uncovered);
        writer.Add("idCommitment", IdCommitment);
        writer.Add("accountCommitment", AccountCommitment);
        writer.AddUnlessEmpty("correctedPayloads", CorrectedPayloads);
        OperatorCorrection.Write(writer, Correction);
    }

    internal static LiquidationSettled ReadFields(EntryFields fields, Asset asset) => new()
    {
        Source = fields.Text("source"),
        SourceSequence = fields.OptionalNumber("sourceSequence"),
        Symbol = fields.Text("symbol"),
        Side = fields.OptionalChoice<PositionSide>("positionSide"),
        ContractSequence = fields.OptionalNumber("contractSequence"),
        PolicySequence = fields.Number("policySequence"),
        Form = ReadForm(fields),
        Check = new MarginCheck(fields.Amount("residual", asset))
        {
            Margin = fields.OptionalAmount("margin", asset),
            GrossLoss = fields.OptionalAmount("grossLoss", asset),
            TotalLoss = fields.OptionalAmount("totalLoss", asset),
            Fees = fields.OptionalAmount("fees", asset),
            Funding = fields.OptionalAmount("funding", asset),
            FillNotional = fields.OptionalAmount("fillNotional", asset),
        },
        Cap = fields.OptionalAmount("cap", asset),
        Result = new FundDraw(
            fields.Amount("surplus", asset),
            fields.Amount("toTrader", asset),
            fields.Amount("deficit", asset),
            fields.Amount("draw", asset),
            fields.Amount("uncovered", asset),
            fields.Amount("drawForFees", asset)),
        IdCommitment = fields.Text("idCommitment"),
        AccountCommitment = fields.OptionalText("accountCommitment"),
        CorrectedPayloads = fields.TextsOrNone("correctedPayloads"),
        Correction = OperatorCorrection.ReadFields(fields),
    };

    private void WriteForm(CanonicalObject writer)
    {
        switch (Form)
        {
            case LiquidationForm.Totals:
                writer.Add("form", "amounts");
                break;
            case LiquidationForm.Position position:
                writer.Add("form", "position");
                writer.Add("quantity", position.Quantity.Value);
                writer.Add("entryPrice", position.EntryPrice.Value);
                writer.Add("fillPrice", position.FillPrice.Value);
                break;
            case LiquidationForm.Bankruptcy bankruptcy:
                writer.Add("form", "bankruptcy");
                writer.Add("quantity", bankruptcy.Quantity.Value);
                writer.Add("bankruptcyPrice", bankruptcy.BankruptcyPrice.Value);
                writer.Add("fillPrice", bankruptcy.FillPrice.Value);
                break;
            default:
                writer.Add("form", "deficit");
                break;
        }
    }

    private static LiquidationForm ReadForm(EntryFields fields)
    {
        var fees = fields.OptionalDecimal("fees");
        var funding = fields.OptionalDecimal("funding");
        DecimalNumber Number(string name) => fields.OptionalDecimal(name) ?? throw new FormatException($"{name} is missing.");
        return fields.Text("form") switch
        {
            "amounts" => new LiquidationForm.Totals(Number("margin"), Number("totalLoss"), fields.OptionalDecimal("fillNotional")),
            "position" => new LiquidationForm.Position(
                fields.Quantity("quantity"), fields.Price("entryPrice"), fields.Price("fillPrice"), Number("margin"), fees, funding),
            "bankruptcy" => new LiquidationForm.Bankruptcy(fields.Quantity("quantity"), fields.Price("bankruptcyPrice"), fields.Price("fillPrice"), fees, funding),
            "deficit" => new LiquidationForm.Deficit(Number("deficit")),
            var other => throw new FormatException($"form is '{other}', which is unknown."),
        };
    }
}
