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
        $"{Person.WrongAttempts} wrong {(Person.WrongAttempts == 1 ? "attempt" : "attempts")}{(Person.Door!.LockedCount > 0 ? $", {Person.Door.LockedCount} times locked," : null)} in {PeopleActions.AttemptDays} days");
}
