using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Portal.Admin.SecondFactors;
using Portal.Admin.Sessions;
using Portal.Admin.SignIn;
using Portal.Storage.People;

namespace Portal.Admin.Pages.Entrance;

/// <summary>Where somebody becomes a person of the portal: handle, password, second factor; then the recovery codes, shown once.</summary>
public sealed partial class InvitationPage : ComponentBase
{
    /// <summary>The link's token.</summary>
    [Parameter]
    public required string Token { get; set; }

    /// <summary>The request.</summary>
    [CascadingParameter]
    public required HttpContext Context { get; set; }

    /// <summary>Finds the invitation.</summary>
    [Inject]
    public required InvitationDesk Desk { get; init; }

    /// <summary>Accepts it.</summary>
    [Inject]
    public required Enrolment Enrolment { get; init; }

    /// <summary>Seals the key on its way through the form.</summary>
    [Inject]
    public required AuthenticatorKeys Keys { get; init; }

    /// <summary>Knows who is there already.</summary>
    [Inject]
    public required PersonStore People { get; init; }

    /// <summary>Notes who came in.</summary>
    [Inject]
    public required Door Door { get; init; }

    /// <summary>Begins the session.</summary>
    [Inject]
    public required AdminSessions Sessions { get; init; }

    [SupplyParameterFromForm(FormName = "enrol")]
    private string? Handle { get; set; }

    [SupplyParameterFromForm(FormName = "enrol")]
    private string? Password { get; set; }

    [SupplyParameterFromForm(FormName = "enrol")]
    private string? Code { get; set; }

    [SupplyParameterFromForm(FormName = "enrol")]
    private string? SealedKey { get; set; }

    private InvitationRow? Invitation { get; set; }

    private string? KnownHandle { get; set; }

    private string Key { get; set; } = string.Empty;

    private string SealedKeyOfForm { get; set; } = string.Empty;

    private string? Problem { get; set; }

    private IReadOnlyList<string> RecoveryCodes { get; set; } = [];

    private bool IsWaiting { get; set; }

    private string Issuer => Context.Request.Host.Host;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        Invitation = await Desk.FindAsync(Token, Context.RequestAborted);
        if (Invitation is null)
        {
            return;
        }

        KnownHandle = (await People.FindByEmailAsync(Invitation.NormalizedEmail, Context.RequestAborted))?.Handle;

        // The same key as in the form before, when it was filled in wrongly: it is in the app already.
        Key = Keys.Open(SealedKey, Token) ?? Totp.NewKey();
        SealedKeyOfForm = Keys.Seal(Key, Token);
    }

    private async Task SubmitAsync()
    {
        if (Invitation is null)
        {
            return;
        }

        var visitor = Visitor.Of(Context);
        var result = await Enrolment.AcceptAsync(Invitation, new EnrolmentForm(Handle, Password, Key, Code), visitor, Context.RequestAborted);
        if (result.Person is null)
        {
            Problem = result.Problem;
            return;
        }

        await Door.NoteAsync(result.Person.PersonId, "invitation", "signed-in", visitor, Context.RequestAborted);
        await Sessions.BeginAsync(Context, result.Person, "invitation");
        (RecoveryCodes, IsWaiting) = (result.RecoveryCodes, result.IsWaiting);
    }
}
