using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Admin.People;
using Portal.Storage.People;

namespace Portal.Admin.Pages.People;

/// <summary>One person: the role, how it goes at the door, so that an attack is seen, and what an owner may do at once.</summary>
public sealed partial class PersonCard : ComponentBase
{
    /// <summary>What can be chosen, as it is written.</summary>
    internal static readonly string[] Roles = [.. Enum.GetValues<PersonRole>().Select(PersonRoleText.Of)];

    /// <summary>Who.</summary>
    [Parameter]
    [EditorRequired]
    public required PersonView Person { get; set; }

    /// <summary>Another one with each reading: a role that was chosen and did not come to be must not stay shown.</summary>
    [Parameter]
    [EditorRequired]
    public required int Version { get; set; }

    /// <summary>Told the role that was chosen.</summary>
    [Parameter]
    public EventCallback<string> RoleChosen { get; set; }

    /// <summary>Told to shut out, or to let in again.</summary>
    [Parameter]
    public EventCallback Toggled { get; set; }

    /// <summary>Told to make a link for another password and second factor.</summary>
    [Parameter]
    public EventCallback SignInReset { get; set; }

    /// <summary>Told to let the person try again.</summary>
    [Parameter]
    public EventCallback Unlocked { get; set; }

    private string ToggleText => Person.Row.DisabledAtMs is null ? "Shut out" : "Let in again";

    private string Wrong => string.Create(
        CultureInfo.InvariantCulture,
        $"{Person.WrongAttempts} wrong {(Person.WrongAttempts == 1 ? "attempt" : "attempts")} in {PeopleActions.AttemptDays} days{(Person.Door!.LockedCount > 0 ? $", locked {Times(Person.Door.LockedCount)}" : null)}");

    private static string Times(long count) => count == 1 ? "once" : string.Create(CultureInfo.InvariantCulture, $"{count} times");

    private static Dictionary<string, object> Named(string label) => new(StringComparer.Ordinal) { ["aria-label"] = label };
}
