using Portal.Storage.Audit;
using Portal.Storage.Database;

namespace Portal.Storage.People;

/// <content>What owners do with people. Taking away counts at once; what is given above viewer waits for another owner where there is one.</content>
public sealed partial class PersonStore
{
    private static readonly SqlText SetRole = SqlText.Same("""
        UPDATE person SET role = @Role, security_stamp = @SecurityStamp, concurrency_stamp = @SecurityStamp WHERE person_id = @PersonId AND disabled_at_ms IS NULL
        """);

    /// <summary>Gives a person another role.</summary>
    public Task<PersonChangeOutcome> SetRoleAsync(PersonChange change, PersonRole role, CancellationToken cancellation) => ChangeAsync(
        change,
        async (people, person) =>
        {
            var present = PersonRoleText.Read(person.Role) ?? PersonRole.Viewer;
            if (person.DisabledAtMs is not null || role == present)
            {
                return PersonChangeOutcome.NothingToChange;
            }

            if (role < present && await people.IsLastOwnerAsync(person))
            {
                return PersonChangeOutcome.LastOwner;
            }

            var status = role > present ? await people.StatusOfGiftAsync(role, change.Audit.Person, person.PersonId) : null;
            if (status != RoleGrantRow.Waiting)
            {
                await people.ExecuteAsync(SetRole, new { change.PersonId, change.SecurityStamp, Role = PersonRoleText.Of(role) });
            }

            if (role < present)
            {
                await people.FollowLossAsync(person, role, change.Audit);
            }

            await people.NoteGiftAsync(person.PersonId, role, RoleGrantRow.Promoted, status, change.Audit, change.Audit.Person);
            return await EndAsync(people, change.Audit, status);
        },
        cancellation);

    private static readonly SqlText Disable = SqlText.Same("""
        UPDATE person SET disabled_at_ms = @DisabledAtMs, security_stamp = @SecurityStamp, concurrency_stamp = @SecurityStamp WHERE person_id = @PersonId
        """);

    /// <summary>Shuts a person out.</summary>
    public Task<PersonChangeOutcome> DisableAsync(PersonChange change, CancellationToken cancellation) => ChangeAsync(
        change,
        async (people, person) =>
        {
            if (person.DisabledAtMs is not null)
            {
                return PersonChangeOutcome.NothingToChange;
            }

            if (await people.IsLastOwnerAsync(person))
            {
                return PersonChangeOutcome.LastOwner;
            }

            await people.ExecuteAsync(Disable, new { change.PersonId, change.SecurityStamp, DisabledAtMs = change.Audit.At.ToUnixTimeMilliseconds() });
            await people.FollowLossAsync(person, PersonRole.Viewer, change.Audit);
            return await EndAsync(people, change.Audit, null);
        },
        cancellation);

    private static readonly SqlText Enable = SqlText.Same("""
        UPDATE person SET disabled_at_ms = NULL, role = @Role, security_stamp = @SecurityStamp, concurrency_stamp = @SecurityStamp WHERE person_id = @PersonId
        """);

    /// <summary>Lets a person in again. Who comes back with a role that waits is a viewer until then.</summary>
    public Task<PersonChangeOutcome> EnableAsync(PersonChange change, CancellationToken cancellation) => ChangeAsync(
        change,
        async (people, person) =>
        {
            if (person.DisabledAtMs is null)
            {
                return PersonChangeOutcome.NothingToChange;
            }

            var role = PersonRoleText.Read(person.Role) ?? PersonRole.Viewer;
            var status = await people.StatusOfGiftAsync(role, change.Audit.Person, person.PersonId);
            await people.ExecuteAsync(
                Enable,
                new { change.PersonId, change.SecurityStamp, Role = PersonRoleText.Of(status == RoleGrantRow.Waiting ? PersonRole.Viewer : role) });
            await people.NoteGiftAsync(person.PersonId, role, RoleGrantRow.LetInAgain, status, change.Audit, change.Audit.Person);
            return await EndAsync(people, change.Audit, status);
        },
        cancellation);

    private static readonly SqlText Unlock = SqlText.Same("""
        UPDATE person SET failed_count = 0, lockout_end_ms = NULL WHERE person_id = @PersonId AND lockout_end_ms > @NowMs
        """);

    /// <summary>Lets a person try again who is locked after too many wrong attempts. Sessions go on.</summary>
    public Task<PersonChangeOutcome> UnlockAsync(PersonChange change, CancellationToken cancellation) => ChangeAsync(
        change,
        async (people, person) =>
            await people.ExecuteAsync(Unlock, new { person.PersonId, NowMs = change.Audit.At.ToUnixTimeMilliseconds() }) == 0
                ? PersonChangeOutcome.NothingToChange
                : await EndAsync(people, change.Audit, null),
        cancellation);

    private Task<PersonChangeOutcome> ChangeAsync(
        PersonChange change, Func<PeopleTransaction, PersonRow, Task<PersonChangeOutcome>> work, CancellationToken cancellation) =>
        PeopleTransaction.RunAsync(
            database,
            async people => !await people.MayGiveAsync(change.Audit.Person) ? PersonChangeOutcome.NotOwner
                : await people.FindAsync(change.PersonId) is { } person ? await work(people, person)
                : PersonChangeOutcome.NothingToChange,
            cancellation);

    private static async Task<PersonChangeOutcome> EndAsync(PeopleTransaction people, AuditDraft audit, string? status)
    {
        await people.AuditAsync(audit.Noting(status));
        return status == RoleGrantRow.Waiting ? PersonChangeOutcome.Waits : PersonChangeOutcome.Changed;
    }
}
