using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Admin.People;

namespace Portal.Admin.Pages.People;

/// <summary>How it goes at the door for one person, so that an attack on somebody is seen.</summary>
public sealed partial class DoorCell : ComponentBase
{
    /// <summary>Who.</summary>
    [Parameter]
    [EditorRequired]
    public required PersonView Person { get; set; }

    /// <summary>Told when the owner lets the person try again.</summary>
    [Parameter]
    public EventCallback Unlocked { get; set; }

    private string Wrong => string.Create(
        CultureInfo.InvariantCulture,
        $"{Person.WrongAttempts} wrong {(Person.WrongAttempts == 1 ? "attempt" : "attempts")} in {PeopleActions.AttemptDays} days{(Person.Door!.LockedCount > 0 ? $", locked {Times(Person.Door.LockedCount)}" : null)}");

    private static string Times(long count) => count == 1 ? "once" : string.Create(CultureInfo.InvariantCulture, $"{count} times");
}
