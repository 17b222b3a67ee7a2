namespace Portal.Settlement.Ledger;

/// <summary>Everything was frozen, or set free again: while it is, no scheduled rate takes effect and nothing is withdrawn.</summary>
/// <param name="Active">Whether it is frozen from here on.</param>
/// <param name="Reason">Why, in words that are public for ever.</param>
/// <param name="By">Public handle of who did it.</param>
public sealed record FreezeChanged(bool Active, string Reason, string By) : ApprovedDecision
{
    /// <summary>The kind as it is written.</summary>
    public const string KindName = "freeze";

    private const string ActiveText = "active";
    private const string InactiveText = "inactive";

    /// <inheritdoc/>
    public override string Kind => KindName;

    /// <inheritdoc/>
    public override bool IsDecision => true;

    /// <inheritdoc/>
    public override void Write(CanonicalObject writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Add("state", Active ? ActiveText : InactiveText);
        writer.Add("reason", Reason);
        writer.Add("by", By);
        WriteApproval(writer);
    }

    internal static FreezeChanged ReadFields(EntryFields fields) =>
        new(
            fields.Text("state") switch
            {
                ActiveText => true,
                InactiveText => false,
                var other => throw new FormatException($"state is '{other}', which is unknown."),
            },
            fields.Text("reason"),
            fields.Text("by"))
        {
            ApprovedBy = [.. fields.OptionalTexts("approvedBy")],
        };
}
