using Portal.Settlement.Amounts;
using Portal.Settlement.Contracts;
using Portal.Settlement.FeeAllocation;

namespace Portal.Settlement.Ledger;

/// <summary>An asset was used for the first time: from here on its scale is fixed.</summary>
/// <param name="Asset">Code and scale.</param>
public sealed record AssetListed(Asset Asset) : EntryBody
{
    /// <summary>The kind as it is written.</summary>
    public const string KindName = "asset";

    /// <inheritdoc/>
    public override string Kind => KindName;

    /// <inheritdoc/>
    public override bool IsDecision => true;

    /// <inheritdoc/>
    public override Asset? AssetOfRecord => Asset;

    /// <inheritdoc/>
    public override void Write(CanonicalObject writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Add("scale", Asset.Scale);
    }
}

/// <summary>A contract was listed, or its terms changed.</summary>
/// <param name="Symbol">The exchange's symbol.</param>
/// <param name="Contract">Kind and contract value.</param>
/// <param name="SettleAssetCode">Code of the asset it settles in.</param>
/// <param name="Publication">What of its liquidations becomes public.</param>
/// <param name="By">Public handle of who listed it.</param>
/// <remarks>An entry in a fund's own sequence assigns the symbol to that fund.</remarks>
public sealed record ContractListed(string Symbol, Contract Contract, string SettleAssetCode, ContractPublication Publication, string By) : ApprovedDecision
{
    /// <summary>The kind as it is written.</summary>
    public const string KindName = "contract";

    /// <inheritdoc/>
    public override string Kind => KindName;

    /// <inheritdoc/>
    public override bool IsDecision => true;

    /// <inheritdoc/>
    public override void Write(CanonicalObject writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Add("symbol", Symbol);
        writer.Add("contractKind", ChoiceText.Of(Contract.Kind));
        writer.Add("contractValue", Contract.ContractValue.Value);
        writer.Add("settleAsset", SettleAssetCode);
        writer.Add("publish", ChoiceText.Of(Publication));
        writer.Add("by", By);
        WriteApproval(writer);
    }

    internal static ContractListed ReadFields(EntryFields fields) => new(
        fields.Text("symbol"),
        new Contract(fields.Choice<ContractKind>("contractKind"), fields.Quantity("contractValue")),
        fields.Text("settleAsset"),
        fields.Choice<ContractPublication>("publish"),
        fields.Text("by"))
    {
        ApprovedBy = [.. fields.OptionalTexts("approvedBy")],
    };
}

/// <summary>The share of fees that goes to a fund was set, from a time on.</summary>
/// <param name="Market">The one market it applies to; null for all.</param>
/// <param name="FeeKind">The one fee kind it applies to; null for all.</param>
/// <param name="Share">The share.</param>
/// <param name="EffectiveAt">From when on, inclusive.</param>
/// <param name="Reason">Why, in words that are public for ever.</param>
/// <param name="By">Public handle of who set it.</param>
public sealed record RateSet(string? Market, FeeKind? FeeKind, PartsPerMillion Share, DateTimeOffset EffectiveAt, string Reason, string By) : ApprovedDecision
{
    /// <summary>The kind as it is written.</summary>
    public const string KindName = "rate";

    /// <inheritdoc/>
    public override string Kind => KindName;

    /// <inheritdoc/>
    public override bool IsDecision => true;

    /// <inheritdoc/>
    public override void Write(CanonicalObject writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Add("market", Market);
        writer.Add("feeKind", FeeKind is { } kind ? ChoiceText.Of(kind) : null);
        writer.Add("sharePpm", Share.Value);
        writer.Add("effectiveAt", EffectiveAt);
        writer.Add("reason", Reason);
        writer.Add("by", By);
        WriteApproval(writer);
    }

    internal static RateSet ReadFields(EntryFields fields) => new(
        fields.OptionalText("market"),
        fields.OptionalChoice<FeeKind>("feeKind"),
        fields.Share("sharePpm"),
        fields.Time("effectiveAt"),
        fields.Text("reason"),
        fields.Text("by"))
    {
        ApprovedBy = [.. fields.OptionalTexts("approvedBy")],
    };
}
