using Microsoft.AspNetCore.Components;
using Portal.Admin.People;
using Portal.Admin.Sessions;
using Portal.Settlement;
using Portal.Storage.People;

namespace Portal.Admin.Pages.People;

/// <summary>Where owners invite people, give and confirm roles, see trouble at the door and shut out.</summary>
public sealed partial class PeoplePage : ComponentBase
{
    private static readonly string[] Roles = [.. Enum.GetValues<PersonRole>().Select(PersonRoleText.Of)];

    /// <summary>Does it, and asks each time who is acting.</summary>
    [Inject]
    public required PeopleActions Actions { get; init; }

    /// <summary>Knows the portal's address.</summary>
    [Inject]
    public required NavigationManager Navigation { get; init; }

    private PeopleView View { get; set; } = PeopleView.Empty;

    // What was chosen and did not come to be must not stay shown: each reading makes the fields anew.
    private int Version { get; set; }

    private string? Email { get; set; }

    private string Role { get; set; } = PersonRoleText.Of(PersonRole.Viewer);

    private string? Link { get; set; }

    private string? Done { get; set; }

    private string? Problem { get; set; }

    private Problem? Fault { get; set; }

    private long? FaultyGrant { get; set; }

    private IEnumerable<(string Title, RoleGrantView[] Grants)> Groups => new (string Title, RoleGrantView[] Grants)[]
    {
        ("Waits for you", [.. View.Grants.Where(static grant => grant is { IsWaiting: true, MayConfirm: true })]),
        ("Waits for another owner", [.. View.Grants.Where(static grant => grant is { IsWaiting: true, MayConfirm: false })]),
        ("Let in by one alone", [.. View.Grants.Where(static grant => !grant.IsWaiting)]),
    }.Where(static group => group.Grants.Length > 0);

    /// <inheritdoc/>
    protected override Task OnInitializedAsync() => DoAsync(static () => Task.FromResult<Problem?>(null));

    private Task InviteAsync() => DoAsync(async () =>
    {
        var path = await Actions.InviteAsync(Email, PersonRoleText.Read(Role) ?? PersonRole.Viewer, CancellationToken.None);
        Email = path.Problem is null ? null : Email;
        return Show(path);
    });

    private Task ResetAsync(PersonView person) => DoAsync(async () =>
    {
        var path = await Actions.ResetSignInAsync(person.Row.PersonId, CancellationToken.None);
        Done = path.Problem is null ? $"{person.Row.Handle}'s sessions are over. Who follows the link becomes {person.Row.Handle}, as a viewer until another owner confirms it." : null;
        return Show(path);
    });

    private Task WithdrawAsync(InvitationRow invitation) => DoAsync(() => Actions.WithdrawAsync(invitation.Email, CancellationToken.None));

    private Task SetRoleAsync(PersonView person, string role) => ChangeAsync(
        person, () => Actions.SetRoleAsync(person.Row.PersonId, PersonRoleText.Read(role) ?? PersonRole.Viewer, CancellationToken.None));

    private Task ToggleAsync(PersonView person) => ChangeAsync(person, () => person.Row.DisabledAtMs is null
        ? Actions.DisableAsync(person.Row.PersonId, CancellationToken.None)
        : Actions.EnableAsync(person.Row.PersonId, CancellationToken.None));

    private Task UnlockAsync(PersonView person) => ChangeAsync(person, () => Actions.UnlockAsync(person.Row.PersonId, CancellationToken.None));

    private Task ConfirmAsync(RoleGrantView grant, string? comment) => DecideAsync(
        grant, $"{grant.Person.Handle} is {grant.Grant.Role}, and two stand behind it.", () => Actions.ConfirmAsync(grant.Grant.Id, comment, CancellationToken.None));

    private Task RefuseAsync(RoleGrantView grant, string? comment) => DecideAsync(
        grant, $"{grant.Person.Handle} does not become {grant.Grant.Role}.", () => Actions.RefuseAsync(grant.Grant.Id, comment, CancellationToken.None));

    private Task ChangeAsync(PersonView person, Func<Task<Checked<PersonChangeOutcome>>> change) => DoAsync(async () =>
    {
        var changed = await change();
        Done = changed.Problem is null && changed.Value is PersonChangeOutcome.Waits
            ? $"The role of {person.Row.Handle} counts once another owner has confirmed it."
            : null;
        return changed.Problem;
    });

    private Task DecideAsync(RoleGrantView grant, string done, Func<Task<Problem?>> decide) => DoAsync(async () =>
    {
        var problem = await decide();
        (FaultyGrant, Done) = (grant.Grant.Id, problem is null ? done : null);
        return problem;
    });

    private Problem? Show(Checked<string> path)
    {
        Link = path.Problem is null ? new Uri(new Uri(Navigation.BaseUri), path.Value.TrimStart('/')).ToString() : null;
        return path.Problem;
    }

    private async Task DoAsync(Func<Task<Problem?>> action)
    {
        (Link, Done, FaultyGrant) = (null, null, null);
        try
        {
            Fault = await action();
            Problem = Fault is { Field: not "comment" } ? Fault.Detail : null;
            View = await Actions.ReadAsync(CancellationToken.None);
            Version++;
        }
        catch (NotAllowedException exception)
        {
            (Problem, Done, View) = (exception.Message, null, PeopleView.Empty);
        }
    }

    private static Dictionary<string, object> Named(string label) => new(StringComparer.Ordinal) { ["aria-label"] = label };
}
