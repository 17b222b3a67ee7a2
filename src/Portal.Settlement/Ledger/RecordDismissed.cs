namespace Portal.Settlement.Ledger;

/// <summary>A record that could not be settled does not count: an operator decided so. Nothing of what it says becomes public but its fingerprint.</summary>
/// <param name="Source">The source that sent it.</param>
/// <param name="RecordKind">What it was sent as.</param>
/// <param name="ProblemCode">Why it could not be settled: <c>conflict</c>, or the code it was rejected with.</param>
/// <param name="PayloadHash">SHA-256 of the record as it was sent, lower-case hex: its sender can show that this one is meant.</param>
/// <param name="PayloadBytes">How many bytes were sent.</param>
/// <param name="Reason">Why it does not count, in words that are public for ever.</param>
/// <param name="By">Public handle of who proposed it.</param>
public sealed record RecordDismissed(
    string Source, DismissedKind RecordKind, string ProblemCode, string PayloadHash, long PayloadBytes, string Reason, string By) : ApprovedDecision
{
    /// <summary>The kind as it is written.</summary>
    public const string KindName = "dismissal";

    /// <inheritdoc/>
    public override string Kind => KindName;

    /// <inheritdoc/>
    public override void Write(CanonicalObject writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Add("source", Source);
        writer.Add("recordKind", ChoiceText.Of(RecordKind));
        writer.Add("problem", ProblemCode);
        writer.Add("payloadHash", PayloadHash);
        writer.Add("payloadBytes", PayloadBytes);
        writer.Add("reason", Reason);
        writer.Add("by", By);
        WriteApproval(writer);
    }

    internal static RecordDismissed ReadFields(EntryFields fields) => new(
        fields.Text("source"),
        fields.Choice<DismissedKind>("recordKind"),
        fields.Text("problem"),
        fields.Text("payloadHash"),
        fields.Number("payloadBytes"),
        fields.Text("reason"),
        fields.Text("by"))
    {
        ApprovedBy = [.. fields.OptionalTexts("approvedBy")],
    };
}

/// <summary>What a record was sent as.</summary>
public enum DismissedKind
{
    /// <summary>A liquidation.</summary>
    Liquidation,

    /// <summary>Trading fees of a period.</summary>
    Fee,

    /// <summary>What ADL closed.</summary>
    AdlFill,
}
