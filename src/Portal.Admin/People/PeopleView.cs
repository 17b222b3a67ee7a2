using Portal.Storage.People;

namespace Portal.Admin.People;

/// <summary>Everybody, as an owner sees them.</summary>
/// <param name="People">Everybody, also those who were shut out, by handle.</param>
/// <param name="Grants">Roles that wait for another owner, and roles that count on the word of one alone; oldest first.</param>
/// <param name="Invitations">Links that are neither used nor withdrawn nor too old, by e-mail address.</param>
/// <param name="IsOnlyOwner">Whether nobody else could confirm what the owner gives who looks.</param>
public sealed record PeopleView(
    IReadOnlyList<PersonView> People, IReadOnlyList<RoleGrantView> Grants, IReadOnlyList<InvitationView> Invitations, bool IsOnlyOwner)
{
    /// <summary>Before anything is read, or when it may not be.</summary>
    public static readonly PeopleView Empty = new([], [], [], IsOnlyOwner: false);

    /// <summary>Puts together what was read.</summary>
    /// <param name="viewer">Handle of the owner who looks.</param>
    /// <param name="now">The time, for what is locked.</param>
    /// <param name="people">Everybody.</param>
    /// <param name="summaries">How it goes at the door, for each.</param>
    /// <param name="grants">The open ones.</param>
    /// <param name="invitations">The open ones.</param>
    public static PeopleView Of(
        string viewer,
        DateTimeOffset now,
        IReadOnlyList<PersonRow> people,
        IReadOnlyList<SignInSummaryRow> summaries,
        IReadOnlyList<RoleGrantRow> grants,
        IReadOnlyList<InvitationRow> invitations)
    {
        var doors = summaries.ToDictionary(static summary => summary.PersonId, StringComparer.Ordinal);
        var known = people.ToDictionary(static person => person.PersonId, StringComparer.Ordinal);
        var owners = people.Where(IsOwner).Select(static person => person.Handle).ToHashSet(StringComparer.Ordinal);
        var open = grants.Where(grant => known.ContainsKey(grant.PersonId)).ToLookup(static grant => grant.PersonId, StringComparer.Ordinal);
        return new PeopleView(
            [
                .. people.Select(person => new PersonView(person, doors.GetValueOrDefault(person.PersonId), person.Handle == viewer)
                {
                    Waiting = open[person.PersonId].FirstOrDefault(static grant => grant.Status == RoleGrantRow.Waiting),
                    Alone = open[person.PersonId].FirstOrDefault(static grant => grant.Status == RoleGrantRow.Alone),
                    LockedUntilMs = person.LockoutEndMs > now.ToUnixTimeMilliseconds() ? person.LockoutEndMs : null,
                }),
            ],
            [.. open.SelectMany(static each => each).OrderBy(static grant => grant.Id).Select(grant => ViewOf(grant, known[grant.PersonId]))],
            [.. invitations.Select(invitation => new InvitationView(invitation, invitation.InvitedBy == InvitationStore.CommandLine || owners.Contains(invitation.InvitedBy)))],
            owners.All(handle => handle == viewer));

        RoleGrantView ViewOf(RoleGrantRow grant, PersonRow person) => new(grant, person)
        {
            IsOwnGift = grant.GivenBy == viewer,
            MayConfirm = grant.GivenBy != viewer && person.Handle != viewer,
        };
    }

    private static bool IsOwner(PersonRow person) => person.DisabledAtMs is null && PersonRoleText.Read(person.Role) is PersonRole.Owner;
}

/// <summary>One person, as an owner sees them.</summary>
/// <param name="Row">The person.</param>
/// <param name="Door">How it goes at the door; null when nothing is known.</param>
/// <param name="IsViewer">Whether it is the owner who looks.</param>
public sealed record PersonView(PersonRow Row, SignInSummaryRow? Door, bool IsViewer)
{
    /// <summary>The role that waits for another owner; null when none does.</summary>
    public RoleGrantRow? Waiting { get; init; }

    /// <summary>The role that counts on the word of one alone; null when two stand behind it.</summary>
    public RoleGrantRow? Alone { get; init; }

    /// <summary>Until when no attempt to sign in is looked at, Unix ms; null when attempts are.</summary>
    public long? LockedUntilMs { get; init; }

    /// <summary>Wrong attempts of the last days.</summary>
    public long WrongAttempts => Door is null ? 0 : Door.RefusedCount + Door.LockedCount;
}

/// <summary>A role that was given, as an owner sees it.</summary>
/// <param name="Grant">What was given, by whom and when.</param>
/// <param name="Person">To whom.</param>
public sealed record RoleGrantView(RoleGrantRow Grant, PersonRow Person)
{
    /// <summary>Whether it waits, and does not count yet.</summary>
    public bool IsWaiting => Grant.Status == RoleGrantRow.Waiting;

    /// <summary>Whether who looks gave it, and so may only take it back.</summary>
    public bool IsOwnGift { get; init; }

    /// <summary>Whether who looks may say that the person is the right one.</summary>
    public bool MayConfirm { get; init; }
}

/// <summary>A link, as an owner sees it.</summary>
/// <param name="Row">For whom, by whom, until when.</param>
/// <param name="Works">False when its inviter is no owner any more.</param>
public sealed record InvitationView(InvitationRow Row, bool Works);
