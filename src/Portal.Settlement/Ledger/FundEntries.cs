using Portal.Settlement.Amounts;
using Portal.Settlement.Funds;

namespace Portal.Settlement.Ledger;

/// <summary>A fund's first entry: its policy and its opening balance.</summary>
/// <param name="Policy">The policy from here on, and for events before it too: there is no earlier one.</param>
/// <param name="Amount">The opening balance.</param>
/// <param name="By">Public handle of who opened it.</param>
public sealed record FundOpened(FundPolicy Policy, Money Amount, string By) : ApprovedDecision
{
    /// <summary>The kind as it is written.</summary>
    public const string KindName = "opening";

    /// <inheritdoc/>
    public override string Kind => KindName;

    /// <inheritdoc/>
    public override Int128 ChangeUnits => Amount.Units;

    /// <inheritdoc/>
    public override bool IsDecision => true;

    /// <inheritdoc/>
    public override void Write(CanonicalObject writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        PolicyFields.Write(writer, Policy);
        writer.Add("amount", Amount);
        writer.Add("by", By);
        WriteApproval(writer);
    }

    internal static FundOpened ReadFields(EntryFields fields, Asset asset) =>
        new(PolicyFields.Read(fields, asset), fields.Amount("amount", asset), fields.Text("by")) { ApprovedBy = [.. fields.OptionalTexts("approvedBy")] };
}

/// <summary>A fund's policy changed; the whole new policy is written out.</summary>
/// <param name="Policy">The policy from here on.</param>
/// <param name="Reason">Why, in words that are public for ever.</param>
/// <param name="By">Public handle of who changed it.</param>
public sealed record PolicyChanged(FundPolicy Policy, string Reason, string By) : ApprovedDecision
{
    /// <summary>The kind as it is written.</summary>
    public const string KindName = "policy";

    /// <inheritdoc/>
    public override string Kind => KindName;

    /// <inheritdoc/>
    public override bool IsDecision => true;

    /// <inheritdoc/>
    public override void Write(CanonicalObject writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        PolicyFields.Write(writer, Policy);
        writer.Add("reason", Reason);
        writer.Add("by", By);
        WriteApproval(writer);
    }

    internal static PolicyChanged ReadFields(EntryFields fields, Asset asset) =>
        new(PolicyFields.Read(fields, asset), fields.Text("reason"), fields.Text("by")) { ApprovedBy = [.. fields.OptionalTexts("approvedBy")] };
}

/// <summary>Money that the operator paid into a fund.</summary>
/// <param name="Amount">How much; above zero.</param>
/// <param name="Reason">Why, in words that are public for ever.</param>
/// <param name="Reference">Where the payment can be found; null when there is none.</param>
/// <param name="By">Public handle of who recorded it.</param>
public sealed record Injected(Money Amount, string Reason, string? Reference, string By) : ApprovedDecision
{
    /// <summary>The kind as it is written.</summary>
    public const string KindName = "injection";

    /// <inheritdoc/>
    public override string Kind => KindName;

    /// <inheritdoc/>
    public override Int128 ChangeUnits => Amount.Units;

    /// <inheritdoc/>
    public override void Write(CanonicalObject writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Add("amount", Amount);
        writer.Add("reason", Reason);
        writer.Add("reference", Reference);
        writer.Add("by", By);
        WriteApproval(writer);
    }

    internal static Injected ReadFields(EntryFields fields, Asset asset) =>
        new(fields.Amount("amount", asset), fields.Text("reason"), fields.OptionalText("reference"), fields.Text("by")) { ApprovedBy = [.. fields.OptionalTexts("approvedBy")] };
}

/// <summary>Money that the operator took out of a fund.</summary>
/// <param name="Amount">How much; above zero.</param>
/// <param name="Reason">Why, in words that are public for ever.</param>
/// <param name="Reference">Where the payment can be found; null when there is none.</param>
/// <param name="By">Public handle of who recorded it.</param>
public sealed record Withdrawn(Money Amount, string Reason, string? Reference, string By) : ApprovedDecision
{
    /// <summary>The kind as it is written.</summary>
    public const string KindName = "withdrawal";

    /// <inheritdoc/>
    public override string Kind => KindName;

    /// <inheritdoc/>
    public override Int128 ChangeUnits => -(Int128)Amount.Units;

    /// <inheritdoc/>
    internal override long WithdrawnUnits => Amount.Units;

    /// <inheritdoc/>
    public override void Write(CanonicalObject writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Add("amount", Amount);
        writer.Add("reason", Reason);
        writer.Add("reference", Reference);
        writer.Add("by", By);
        WriteApproval(writer);
    }

    internal static Withdrawn ReadFields(EntryFields fields, Asset asset) =>
        new(fields.Amount("amount", asset), fields.Text("reason"), fields.OptionalText("reference"), fields.Text("by")) { ApprovedBy = [.. fields.OptionalTexts("approvedBy")] };
}
