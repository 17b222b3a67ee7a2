using Portal.Storage.Audit;

namespace Portal.Storage.People;

/// <summary>What came of a change to a person's standing.</summary>
public enum PersonChangeOutcome
{
    /// <summary>It took effect, and its audit entry is written with it.</summary>
    Changed,

    /// <summary>It is noted, with its audit entry, and the role counts once an owner other than the giver has confirmed it.</summary>
    Waits,

    /// <summary>There is no such person, or it stands already as wanted.</summary>
    NothingToChange,

    /// <summary>Nobody would be left who may give roles.</summary>
    LastOwner,

    /// <summary>Who wanted it is no owner any more.</summary>
    NotOwner,
}

/// <summary>A change to a person's standing. It ends the person's sessions once it counts.</summary>
/// <param name="PersonId">Who is changed.</param>
/// <param name="SecurityStamp">The new stamp.</param>
/// <param name="Audit">What is written beside it. Its <see cref="AuditDraft.Person"/> is who changes: an owner's handle, or <see cref="InvitationStore.CommandLine"/>.</param>
public sealed record PersonChange(string PersonId, string SecurityStamp, AuditDraft Audit);
