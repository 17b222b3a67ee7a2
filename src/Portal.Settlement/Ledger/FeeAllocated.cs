using System.Collections.Immutable;
using Portal.Settlement.Amounts;
using Portal.Settlement.FeeAllocation;

namespace Portal.Settlement.Ledger;

/// <summary>Trading fees of a period and the share of them that went to the fund.</summary>
public sealed record FeeAllocated : EntryBody
{
    /// <summary>The kind as it is written.</summary>
    public const string KindName = "fee";

    /// <inheritdoc/>
    public override string Kind => KindName;

    /// <inheritdoc/>
    public override Int128 ChangeUnits => Allocated.Units;

    /// <summary>The source that reported it.</summary>
    public required string Source { get; init; }

    /// <summary>The source's own count; null when it keeps none.</summary>
    public long? SourceSequence { get; init; }

    /// <summary>The symbol that earned the fees; null when the source named the fund.</summary>
    public string? Symbol { get; init; }

    /// <summary>The market as given; null lets the symbol stand for it.</summary>
    public string? Market { get; init; }

    /// <summary>The market that the fees count as when their rate is sought: as given, or else the symbol; null for none.</summary>
    public string? CountsAs => Market ?? Symbol;

    /// <summary>What the fees were charged for; null when not given.</summary>
    public FeeKind? FeeKind { get; init; }

    /// <summary>Start of the period: the rate in force then applied.</summary>
    public required DateTimeOffset PeriodStart { get; init; }

    /// <summary>End of the period.</summary>
    public required DateTimeOffset PeriodEnd { get; init; }

    /// <summary>All fees of the period.</summary>
    public required Money Amount { get; init; }

    /// <summary>The entry that set the rate; null when none was in force.</summary>
    public long? RateSequence { get; init; }

    /// <summary>The share that was in force.</summary>
    public required PartsPerMillion Share { get; init; }

    /// <summary>What went to the fund: the share of the amount, rounded down.</summary>
    public required Money Allocated { get; init; }

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
        writer.Add("symbol", Symbol);
        writer.Add("market", Market);
        writer.Add("feeKind", FeeKind is { } kind ? ChoiceText.Of(kind) : null);
        writer.Add("periodStart", PeriodStart);
        writer.Add("periodEnd", PeriodEnd);
        writer.Add("amount", Amount);
        writer.Add("rateSequence", RateSequence);
        writer.Add("sharePpm", Share.Value);
        writer.Add("allocated", Allocated);
        writer.Add("idCommitment", IdCommitment);
        writer.AddUnlessEmpty("correctedPayloads", CorrectedPayloads);
        OperatorCorrection.Write(writer, Correction);
    }

    internal static FeeAllocated ReadFields(EntryFields fields, Asset asset) => new()
    {
        Source = fields.Text("source"),
        SourceSequence = fields.OptionalNumber("sourceSequence"),
        Symbol = fields.OptionalText("symbol"),
        Market = fields.OptionalText("market"),
        FeeKind = fields.OptionalChoice<FeeKind>("feeKind"),
        PeriodStart = fields.Time("periodStart"),
        PeriodEnd = fields.Time("periodEnd"),
        Amount = fields.Amount("amount", asset),
        RateSequence = fields.OptionalNumber("rateSequence"),
        Share = fields.Share("sharePpm"),
        Allocated = fields.Amount("allocated", asset),
        IdCommitment = fields.Text("idCommitment"),
        CorrectedPayloads = fields.TextsOrNone("correctedPayloads"),
        Correction = OperatorCorrection.ReadFields(fields),
    };
}
