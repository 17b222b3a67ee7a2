using Portal.Storage.Audit;
using Portal.Storage.Database;

namespace Portal.Storage.People;

/// <content>Roles that are given: they wait, count on the word of one alone, or fall away.</content>
internal sealed partial class PeopleTransaction
{
    /// <summary>How a role stands that somebody gives now.</summary>
    /// <returns>Null for a viewer, whom nobody has to confirm.</returns>
    public async Task<string?> StatusOfGiftAsync(PersonRole role, string giver, string personId) =>
        role is PersonRole.Viewer ? null
        : giver == InvitationStore.CommandLine || await IsAloneAsync(giver, personId) ? RoleGrantRow.Alone
        : RoleGrantRow.Waiting;

    private static readonly SqlText SelectNextGrantId = SqlText.Same("SELECT COALESCE(MAX(id), 0) + 1 FROM role_grant");

    private static readonly SqlText InsertGrant = SqlText.Same($"""
        INSERT INTO role_grant ({RoleGrantRow.Columns})
        VALUES (@Id, @PersonId, @Role, @Reason, @GivenBy, @GivenAtMs, @Status, NULL, NULL, '')
        """);

    /// <summary>Notes a role that was given, in the place of one before it of the same status. Null as the status notes nothing.</summary>
    public async Task NoteGiftAsync(string personId, PersonRole role, string reason, string? status, AuditDraft audit, string giver)
    {
        if (status is null)
        {
            return;
        }

        var at = audit.At.ToUnixTimeMilliseconds();
        await ExecuteAsync(EndGrants, new { PersonId = personId, OnlyStatus = status, Status = RoleGrantRow.Fallen, DecidedBy = giver, AtMs = at, Comment = string.Empty });
        var id = await ReadFirstAsync<long>(SelectNextGrantId, null);
        await ExecuteAsync(
            InsertGrant, new { Id = id, PersonId = personId, Role = PersonRoleText.Of(role), Reason = reason, GivenBy = giver, GivenAtMs = at, Status = status });
    }

    private static readonly SqlText EndGrants = SqlText.Same("""
        UPDATE role_grant SET status = @Status, decided_by = @DecidedBy, decided_at_ms = @AtMs, comment = @Comment
        WHERE person_id = @PersonId AND status = @OnlyStatus AND decided_at_ms IS NULL
        """);

    /// <summary>Ends a person's open grant of a status, if there is one.</summary>
    /// <returns>How many were ended, 0 or 1.</returns>
    public Task<int> EndGrantAsync(string personId, string onlyStatus, string status, AuditDraft audit, string comment = "") => ExecuteAsync(
        EndGrants,
        new { PersonId = personId, OnlyStatus = onlyStatus, Status = status, DecidedBy = audit.Person, AtMs = audit.At.ToUnixTimeMilliseconds(), Comment = comment });

    private static readonly SqlText EndGrantsOfGiver = SqlText.Same("""
        UPDATE role_grant SET status = 'fallen', decided_by = @DecidedBy, decided_at_ms = @AtMs
        WHERE given_by = @Handle AND status = 'waiting' AND decided_at_ms IS NULL
        """);

    private static readonly SqlText LowerAlone = SqlText.Same("""
        UPDATE role_grant SET role = @Role WHERE person_id = @PersonId AND status = 'alone' AND decided_at_ms IS NULL
        """);

    /// <summary>What follows when somebody has a lesser role than before: what waits falls away, for that person and from that person.</summary>
    /// <param name="person">As the person stood before.</param>
    /// <param name="role">What is left; the mark of having been let in by one alone stays on everything above viewer.</param>
    /// <param name="audit">Says who did it.</param>
    public async Task FollowLossAsync(PersonRow person, PersonRole role, AuditDraft audit)
    {
        await EndGrantAsync(person.PersonId, RoleGrantRow.Waiting, RoleGrantRow.Fallen, audit);
        if (role is PersonRole.Viewer)
        {
            await EndGrantAsync(person.PersonId, RoleGrantRow.Alone, RoleGrantRow.Fallen, audit);
        }
        else
        {
            await ExecuteAsync(LowerAlone, new { person.PersonId, Role = PersonRoleText.Of(role) });
        }

        if (role is not PersonRole.Owner)
        {
            await ExecuteAsync(EndGrantsOfGiver, new { person.Handle, DecidedBy = audit.Person, AtMs = audit.At.ToUnixTimeMilliseconds() });
        }
    }
}
