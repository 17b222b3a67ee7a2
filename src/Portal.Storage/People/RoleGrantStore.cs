using Portal.Storage.Audit;
using Portal.Storage.Database;

namespace Portal.Storage.People;

/// <summary>Roles that were given and that another owner has not confirmed yet.</summary>
public sealed class RoleGrantStore(PortalDatabase database)
{
    private static readonly SqlText SelectOpen = SqlText.Same($"SELECT {RoleGrantRow.Columns} FROM role_grant WHERE decided_at_ms IS NULL ORDER BY id");

    /// <summary>Those that wait, and those that count on the word of one alone; oldest first, two at most for each person.</summary>
    public Task<IReadOnlyList<RoleGrantRow>> ReadOpenAsync(CancellationToken cancellation) => database.ReadAsync<RoleGrantRow>(SelectOpen, null, cancellation);

    private static readonly SqlText SelectOne = SqlText.Same($"SELECT {RoleGrantRow.Columns} FROM role_grant WHERE id = @Id");

    /// <summary>One; null when there is none.</summary>
    public Task<RoleGrantRow?> FindAsync(long id, CancellationToken cancellation) => database.ReadFirstAsync<RoleGrantRow>(SelectOne, new { Id = id }, cancellation);

    private static readonly SqlText SetRole = SqlText.Same("""
        UPDATE person SET role = @Role, security_stamp = @SecurityStamp, concurrency_stamp = @SecurityStamp WHERE person_id = @PersonId AND disabled_at_ms IS NULL
        """);

    /// <summary>Says that the person is the right one. What waited counts from now on and the person signs in again; what counted already loses its mark.</summary>
    /// <param name="id">Which.</param>
    /// <param name="securityStamp">The person's new stamp.</param>
    /// <param name="comment">What was said, for operators alone; at most 500 characters.</param>
    /// <param name="audit">Written with it; its person is the owner who confirms.</param>
    /// <param name="cancellation">Gives up; nothing is stored then.</param>
    public Task<RoleGrantOutcome> ConfirmAsync(long id, string securityStamp, string comment, AuditDraft audit, CancellationToken cancellation) => DecideAsync(
        id,
        audit,
        async (people, grant) =>
        {
            if (grant.GivenBy == audit.Person)
            {
                return RoleGrantOutcome.OwnGift;
            }

            if (grant.Status == RoleGrantRow.Waiting)
            {
                var parameters = new { grant.PersonId, grant.Role, SecurityStamp = securityStamp };
                if (!await people.MayGiveAsync(grant.GivenBy) || await people.ExecuteAsync(SetRole, parameters) == 0)
                {
                    return RoleGrantOutcome.NotOpen;
                }

                // Two owners stand behind this person now, whoever it was that let the person in.
                await people.EndGrantAsync(grant.PersonId, RoleGrantRow.Alone, RoleGrantRow.Confirmed, audit, comment);
            }

            await people.EndGrantAsync(grant.PersonId, grant.Status, RoleGrantRow.Confirmed, audit, comment);
            return RoleGrantOutcome.Done;
        },
        cancellation);

    /// <summary>Says that what waits is not to be. Its giver takes it back in the same way.</summary>
    /// <param name="id">Which; one that counts already is not refused, the role is taken away.</param>
    /// <param name="comment">What was said, for operators alone; at most 500 characters.</param>
    /// <param name="audit">Written with it; its person is the owner who refuses.</param>
    /// <param name="cancellation">Gives up; nothing is stored then.</param>
    public Task<RoleGrantOutcome> RefuseAsync(long id, string comment, AuditDraft audit, CancellationToken cancellation) => DecideAsync(
        id,
        audit,
        async (people, grant) =>
            grant.Status == RoleGrantRow.Waiting
            && await people.EndGrantAsync(grant.PersonId, RoleGrantRow.Waiting, RoleGrantRow.Refused, audit, comment) == 1
                ? RoleGrantOutcome.Done
                : RoleGrantOutcome.NotOpen,
        cancellation);

    private Task<RoleGrantOutcome> DecideAsync(
        long id, AuditDraft audit, Func<PeopleTransaction, RoleGrantRow, Task<RoleGrantOutcome>> decide, CancellationToken cancellation) =>
        PeopleTransaction.RunAsync(
            database,
            async people =>
            {
                var outcome = !await people.IsOwnerAsync(audit.Person) ? RoleGrantOutcome.NotOwner
                    : await people.ReadFirstAsync<RoleGrantRow>(SelectOne, new { Id = id }) is not { DecidedAtMs: null } grant ? RoleGrantOutcome.NotOpen
                    : await people.FindAsync(grant.PersonId) is not { DisabledAtMs: null } person ? RoleGrantOutcome.NotOpen
                    : person.Handle == audit.Person ? RoleGrantOutcome.OwnRole
                    : await decide(people, grant);
                if (outcome is RoleGrantOutcome.Done)
                {
                    await people.AuditAsync(audit);
                }

                return outcome;
            },
            cancellation);
}
