using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Admin.People;
using Portal.Admin.Shell;
using Portal.Settlement;
using Portal.Storage.People;

namespace Portal.Admin.Pages.People;

/// <summary>A role that one owner gave, with what another is to make sure of before it counts.</summary>
public sealed partial class RoleGrantCard : ComponentBase
{
    /// <summary>What was given, and what the owner who looks may do.</summary>
    [Parameter]
    [EditorRequired]
    public required RoleGrantView View { get; set; }

    /// <summary>What is wrong with the comment; null when nothing is.</summary>
    [Parameter]
    public Problem? Fault { get; set; }

    /// <summary>Told the comment when the person is the right one.</summary>
    [Parameter]
    public EventCallback<string?> Confirmed { get; set; }

    /// <summary>Told the comment when it is not to be, and null when it is taken back.</summary>
    [Parameter]
    public EventCallback<string?> Refused { get; set; }

    private string? Comment { get; set; }

    private string FieldName => string.Create(CultureInfo.InvariantCulture, $"comment-{View.Grant.Id}");

    private string RoleOf => View.Grant.Role is "approver" or "owner" ? $"an {View.Grant.Role}" : $"a {View.Grant.Role}";

    private string Story
    {
        get
        {
            var giver = View.Grant.GivenBy == InvitationStore.CommandLine ? "the command line" : View.Grant.GivenBy;
            var what = View.Grant.Reason switch
            {
                RoleGrantRow.Invited => $"Invited by {giver}, accepted",
                RoleGrantRow.Promoted => $"Given another role by {giver}",
                RoleGrantRow.LetInAgain => $"Let in again by {giver}",
                _ => $"Sign-in reset by {giver}, link followed",
            };
            var counts = View.IsWaiting ? "The role does not count yet."
                : View.Grant.GivenBy == InvitationStore.CommandLine ? "The role counts: whoever has the machine gives it alone."
                : "The role counts, since no other owner could confirm it then.";
            return $"{what} {TimeOf.Minute(View.Grant.GivenAtMs)}. {counts}";
        }
    }
}
