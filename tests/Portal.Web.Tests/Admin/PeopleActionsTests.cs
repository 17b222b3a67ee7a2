using Portal.Admin.People;
using Portal.Admin.Sessions;
using Portal.Storage.Audit;
using Portal.Storage.People;

namespace Portal.Web.Tests.Admin;

/// <summary>Each thing that owners do with people, tried by those who may not.</summary>
public sealed class PeopleActionsTests
{
    private static readonly (string Name, Func<PeopleActions, string, long, Task> Do)[] Actions =
    [
        ("read", static (people, _, _) => people.ReadAsync(Cancellation)),
        ("invite", static (people, _, _) => people.InviteAsync("new@example.org", PersonRole.Owner, Cancellation)),
        ("withdraw", static (people, _, _) => people.WithdrawAsync("waiting@example.org", Cancellation)),
        ("role", static (people, person, _) => people.SetRoleAsync(person, PersonRole.Owner, Cancellation)),
        ("shut out", static (people, person, _) => people.DisableAsync(person, Cancellation)),
        ("let in", static (people, person, _) => people.EnableAsync(person, Cancellation)),
        ("unlock", static (people, person, _) => people.UnlockAsync(person, Cancellation)),
        ("reset", static (people, person, _) => people.ResetSignInAsync(person, Cancellation)),
        ("confirm", static (people, _, grant) => people.ConfirmAsync(grant, "Yes.", Cancellation)),
        ("refuse", static (people, _, grant) => people.RefuseAsync(grant, "No.", Cancellation)),
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 180_000)]
    public async Task Nobody_below_owner_and_nobody_who_is_out_does_any_of_it()
    {
        await using var admin = await AdminPortal.StartAsync();
        await admin.AddAsync("olga");
        await admin.AddAsync("alice");
        var bob = await admin.AddAsync("bob", PersonRole.Approver, by: "alice");
        await admin.InviteAsync("waiting@example.org", by: "alice");
        var grant = Assert.Single(await admin.Get<RoleGrantStore>().ReadOpenAsync(Cancellation), static grant => grant.Status == RoleGrantRow.Waiting);
        var tried = new List<(bool IsSignedIn, PeopleActions People)>();
        foreach (var role in Enum.GetValues<PersonRole>().Where(static role => role < PersonRole.Owner))
        {
            tried.Add((true, await admin.PeopleOfAsync(await admin.AddAsync($"a-{PersonRoleText.Of(role)}", role))));
        }

        var gone = await admin.AddAsync("gone");
        tried.Add((false, await admin.PeopleOfAsync(gone)));
        var audit = new AuditDraft(admin.Portal.Clock.Now, "olga", "test", "person.disabled", "gone");
        await admin.Get<PersonStore>().DisableAsync(new PersonChange(gone.PersonId, "another-stamp", audit), Cancellation);
        var before = (await admin.Get<AuditStore>().ReadPageAsync(null, null, null, 1, Cancellation))[0].Sequence;

        foreach (var (isSignedIn, people) in tried)
        {
            foreach (var (name, action) in Actions)
            {
                var refused = await Assert.ThrowsAsync<NotAllowedException>(() => action(people, bob.PersonId, grant.Id));
                Assert.True(refused.IsSignedIn == isSignedIn, name);
            }
        }

        Assert.Equal(before, (await admin.Get<AuditStore>().ReadPageAsync(null, null, null, 1, Cancellation))[0].Sequence);
    }
}
