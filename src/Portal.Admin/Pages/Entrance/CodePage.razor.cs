using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Portal.Admin.Sessions;
using Portal.Admin.SignIn;
using Portal.Storage.People;

namespace Portal.Admin.Pages.Entrance;

/// <summary>The second factor, for somebody who has shown the password.</summary>
public sealed partial class CodePage : ComponentBase
{
    private PersonRow? _person;

    /// <summary>The request.</summary>
    [CascadingParameter]
    public required HttpContext Context { get; set; }

    /// <summary>Where to go afterwards.</summary>
    [SupplyParameterFromQuery(Name = "returnUrl")]
    public string? ReturnUrl { get; set; }

    /// <summary>Looks at codes.</summary>
    [Inject]
    public required Door Door { get; init; }

    /// <summary>Knows who has shown the password.</summary>
    [Inject]
    public required Halfway Halfway { get; init; }

    /// <summary>Begins the session.</summary>
    [Inject]
    public required AdminSessions Sessions { get; init; }

    /// <summary>Leads on.</summary>
    [Inject]
    public required NavigationManager Navigation { get; init; }

    [SupplyParameterFromForm(FormName = "code")]
    private string? Code { get; set; }

    [SupplyParameterFromForm(FormName = "recovery")]
    private string? RecoveryCode { get; set; }

    private string? Problem { get; set; }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _person = await Halfway.FindAsync(Context);
        if (_person is null)
        {
            Navigation.NavigateTo("admin/sign-in");
        }
    }

    private async Task SubmitCodeAsync() => await EnterAsync(
        _person is not null && await Door.CheckCodeAsync(_person, Code, Visitor.Of(Context), Context.RequestAborted), "authenticator");

    private async Task SubmitRecoveryAsync() => await EnterAsync(
        _person is not null && await Door.CheckRecoveryCodeAsync(_person, RecoveryCode, Visitor.Of(Context), Context.RequestAborted), "recovery-code");

    private async Task EnterAsync(bool isRight, string method)
    {
        if (!isRight)
        {
            Problem = Door.Refusal;
            return;
        }

        await Sessions.BeginAsync(Context, _person!, method);
        Navigation.NavigateTo(LocalAddress.Of(ReturnUrl));
    }
}
