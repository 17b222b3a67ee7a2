using Portal.Storage.Audit;

namespace Portal.Storage.People;

/// <summary>What came of a change to a person's standing.</summary>
public enum PersonChangeOutcome
{
    /// <summary>It took effect, and its audit entry is written with it.</summary>
    Changed,

    /// <summary>There is no such person, or it stands already as wanted.</summary>
    NothingToChange,

    /// <summary>Nobody would be left who may give roles.</summary>
    LastOwner,
}

/// <summary>A change to a person's standing. It ends the person's sessions.</summary>
/// <param name="PersonId">Who is changed.</param>
/// <param name="SecurityStamp">The new stamp.</param>
/// <param name="Audit">What is written beside it.</param>
public sealed record PersonChange(string PersonId, string SecurityStamp, AuditDraft Audit);
