namespace Portal.Settlement.Ledger;

/// <summary>A scheduled rate was taken back before it took effect.</summary>
/// <param name="RateSequence">The entry that set it.</param>
/// <param name="Reason">Why, in words that are public for ever.</param>
/// <param name="By">Public handle of who cancelled it.</param>
public sealed record RateCancelled(long RateSequence, string Reason, string By) : ApprovedDecision
{
    /// <summary>The kind as it is written.</summary>
    public const string KindName = "rate-cancel";

    /// <inheritdoc/>
    public override string Kind => KindName;

    /// <inheritdoc/>
    public override bool IsDecision => true;

    /// <inheritdoc/>
    public override void Write(CanonicalObject writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Add("rateSequence", RateSequence);
        writer.Add("reason", Reason);
        writer.Add("by", By);
        WriteApproval(writer);
    }

    internal static RateCancelled ReadFields(EntryFields fields) =>
        new(fields.Number("rateSequence"), fields.Text("reason"), fields.Text("by")) { ApprovedBy = [.. fields.OptionalTexts("approvedBy")] };
}
