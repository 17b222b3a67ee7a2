using System.Collections.Immutable;

namespace Portal.Settlement.Ledger;

/// <summary>A decision that one person proposes and others approve.</summary>
public abstract record ApprovedDecision : EntryBody
{
    /// <summary>Public handles of those who approved it; empty for what the command line decides, where nobody is asked.</summary>
    public ImmutableArray<string> ApprovedBy { get; init; } = [];

    /// <inheritdoc/>
    public virtual bool Equals(ApprovedDecision? other) => base.Equals(other) && ApprovedBy.AsSpan().SequenceEqual(other.ApprovedBy.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), ApprovedBy.Length);

    /// <summary>Adds who approved it; nothing where nobody did.</summary>
    protected void WriteApproval(CanonicalObject writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.AddUnlessEmpty("approvedBy", ApprovedBy);
    }
}
