using System.Collections.Immutable;

namespace Portal.Settlement.Ledger;

/// <summary>Who put a record right that its source had sent wrong: the record is theirs, typed by one and approved by others, and not the source's own.</summary>
/// <param name="By">Public handle of who typed it.</param>
/// <param name="ApprovedBy">Public handles of those who approved it: one at least, and never who typed it.</param>
/// <param name="Reason">Why, in words that are public for ever.</param>
public sealed record OperatorCorrection(string By, ImmutableArray<string> ApprovedBy, string Reason)
{
    /// <summary>The most people whom one entry names as having approved it.</summary>
    public const int ApprovalsMax = 16;

    /// <summary>The longest handle.</summary>
    public const int HandleLengthMax = 64;

    /// <inheritdoc/>
    public bool Equals(OperatorCorrection? other) =>
        other is not null && By == other.By && Reason == other.Reason && ApprovedBy.AsSpan().SequenceEqual(other.ApprovedBy.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(By, Reason, ApprovedBy.Length);

    /// <summary>
    /// What is wrong with a record that operators put right; null when nothing is, and for every record of a source's own. It names what it puts right, two people stand by it,
    /// and it waits while everything is frozen: its figures are people's word, as those of a withdrawal are.
    /// </summary>
    internal static Problem? Check(LedgerState state, SettlementInput input) => input.Correction is not { } correction
        ? null
        : LedgerDecisions.CheckText(correction.By, HandleLengthMax, "by")
            ?? (correction.ApprovedBy.IsDefaultOrEmpty ? new Problem("missing", "approvedBy", "is empty: nobody puts a record right alone.") : null)
            ?? (correction.ApprovedBy.Length > ApprovalsMax ? new Problem("too-many", "approvedBy", $"are more than {ApprovalsMax}.") : null)
            ?? correction.ApprovedBy.Select(static handle => LedgerDecisions.CheckText(handle, HandleLengthMax, "approvedBy")).FirstOrDefault(static found => found is not null)
            ?? (correction.ApprovedBy.Contains(correction.By, StringComparer.Ordinal) ? new Problem("own-approval", "approvedBy", $"names '{correction.By}', who typed it.") : null)
            ?? (correction.ApprovedBy.Distinct(StringComparer.Ordinal).Count() < correction.ApprovedBy.Length ? new Problem("repeated", "approvedBy", "names somebody twice.") : null)
            ?? LedgerDecisions.CheckText(correction.Reason, LedgerDecisions.ReasonLengthMax, "reason")
            ?? (input.CorrectedPayloads.IsEmpty ? new Problem("missing", "correctedPayloads", "is empty: it puts nothing right.") : null)
            ?? LedgerDecisions.CheckNotFrozen(state);

    /// <summary>Adds who put it right; nothing where a source did itself.</summary>
    internal static void Write(CanonicalObject writer, OperatorCorrection? correction)
    {
        if (correction is not null)
        {
            writer.Add("by", correction.By);
            writer.AddUnlessEmpty("approvedBy", correction.ApprovedBy);
            writer.Add("reason", correction.Reason);
        }
    }

    /// <summary>Reads who put it right; null where a source did itself.</summary>
    internal static OperatorCorrection? ReadFields(EntryFields fields) => fields.OptionalText("by") is { } by
        ? new OperatorCorrection(by, fields.TextsOrNone("approvedBy"), fields.Text("reason"))
        : null;
}
