using Portal.Settlement.Amounts;

namespace Portal.Settlement.Ledger;

/// <summary>An earlier entry of the same fund was taken back: the exact opposite of what it did to the balance, at the balance as it is now.</summary>
/// <param name="ReversedSequence">The entry that is taken back.</param>
/// <param name="Reason">Why, in words that are public for ever.</param>
/// <param name="By">Public handle of who proposed it.</param>
/// <remarks>Everything else follows from the earlier entry's bytes and is filled in by <see cref="ReversalDecisions"/>.</remarks>
public sealed record EntryReversed(long ReversedSequence, string Reason, string By) : ApprovedDecision
{
    /// <summary>The kind as it is written.</summary>
    public const string KindName = "reversal";

    /// <inheritdoc/>
    public override string Kind => KindName;

    /// <summary>What kind of entry was taken back.</summary>
    public string ReversedKind { get; init; } = string.Empty;

    /// <summary>The earlier entry's leaf in the log, lower-case hex: so that nobody can show another one in its place.</summary>
    public string ReversedLeafHash { get; init; } = string.Empty;

    /// <summary>What this adds to the balance, the opposite of what the earlier entry added: above zero it comes back, below zero it goes out again.</summary>
    public Money Amount { get; init; }

    /// <summary>The loss that a liquidation taken back had left uncovered, which no statistic counts from here on; null when there was none.</summary>
    public Money? Uncovered { get; init; }

    /// <inheritdoc/>
    public override bool IsDecision => true;

    /// <inheritdoc/>
    public override Int128 ChangeUnits => Amount.Units;

    /// <summary>Whether it takes back a liquidation.</summary>
    public bool IsOfLiquidation => ReversedKind == LiquidationSettled.KindName;

    /// <summary>
    /// What goes out by a reversal is no loss, so it lowers earlier peaks like a withdrawal; and a withdrawal that is taken back never lowered them. Anything else that
    /// comes back counts like money paid in.
    /// </summary>
    internal override long WithdrawnUnits => ReversedKind == Withdrawn.KindName ? -Amount.Units : Math.Max(0, -Amount.Units);

    /// <inheritdoc/>
    public override void Write(CanonicalObject writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Add("reversedSequence", ReversedSequence);
        writer.Add("reversedKind", ReversedKind);
        writer.Add("reversedLeafHash", ReversedLeafHash);
        writer.Add("amount", Amount);
        writer.Add("uncovered", Uncovered);
        writer.Add("reason", Reason);
        writer.Add("by", By);
        WriteApproval(writer);
    }

    internal static EntryReversed ReadFields(EntryFields fields, Asset asset) =>
        new(fields.Number("reversedSequence"), fields.Text("reason"), fields.Text("by"))
        {
            ReversedKind = fields.Text("reversedKind"),
            ReversedLeafHash = fields.Text("reversedLeafHash"),
            Amount = fields.Amount("amount", asset),
            Uncovered = fields.OptionalAmount("uncovered", asset),
            ApprovedBy = [.. fields.OptionalTexts("approvedBy")],
        };
}
