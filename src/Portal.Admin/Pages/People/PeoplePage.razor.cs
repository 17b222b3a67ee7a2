using Microsoft.AspNetCore.Components;
using Portal.Admin.People;
using Portal.Admin.Sessions;
using Portal.Settlement;
using Portal.Storage.People;

namespace Portal.Admin.Pages.People;

/// <summary>Where owners invite people, give roles and shut out.</summary>
public sealed partial class PeoplePage : ComponentBase
{
    private static readonly string[] Roles = [.. Enum.GetValues<PersonRole>().Select(PersonRoleText.Of)];

    /// <summary>Does it, and asks each time who is acting.</summary>
    [Inject]
    public required PeopleActions Actions { get; init; }

    /// <summary>Knows the portal's address.</summary>
    [Inject]
    public required NavigationManager Navigation { get; init; }

    private IReadOnlyList<PersonRow> People { get; set; } = [];

    private IReadOnlyList<InvitationRow> Invitations { get; set; } = [];

    private string? Email { get; set; }

    private string Role { get; set; } = PersonRoleText.Of(PersonRole.Viewer);

    private string? Link { get; set; }

    private string? Problem { get; set; }

    /// <inheritdoc/>
    protected override Task OnInitializedAsync() => DoAsync(static () => Task.FromResult<Problem?>(null));

    private Task InviteAsync() => DoAsync(async () =>
    {
        var path = await Actions.InviteAsync(Email, PersonRoleText.Read(Role) ?? PersonRole.Viewer, CancellationToken.None);
        if (path.Problem is null)
        {
            Link = new Uri(new Uri(Navigation.BaseUri), path.Value.TrimStart('/')).ToString();
            Email = null;
        }

        return path.Problem;
    });

    private Task WithdrawAsync(InvitationRow invitation) => DoAsync(() => Actions.WithdrawAsync(invitation.Email, CancellationToken.None));

    private Task SetRoleAsync(PersonRow person, string role) => DoAsync(() =>
        Actions.SetRoleAsync(person.PersonId, PersonRoleText.Read(role) ?? PersonRole.Viewer, CancellationToken.None));

    private Task ToggleAsync(PersonRow person) => DoAsync(() => person.DisabledAtMs is null
        ? Actions.DisableAsync(person.PersonId, CancellationToken.None)
        : Actions.EnableAsync(person.PersonId, CancellationToken.None));

    private async Task DoAsync(Func<Task<Problem?>> action)
    {
        Link = null;
        try
        {
            Problem = (await action())?.Detail;
            (People, Invitations) = await Actions.ReadAsync(CancellationToken.None);
        }
        catch (NotAllowedException exception)
        {
            (Problem, People, Invitations) = (exception.Message, [], []);
        }
    }

    private static Dictionary<string, object> Named(string label) => new(StringComparer.Ordinal) { ["aria-label"] = label };
}
