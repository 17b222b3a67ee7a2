using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Portal.Admin.Sessions;
using Portal.Admin.SignIn;

namespace Portal.Admin.Pages.Entrance;

/// <summary>Password first, or a passkey alone.</summary>
public sealed partial class SignInPage : ComponentBase
{
    /// <summary>The request.</summary>
    [CascadingParameter]
    public required HttpContext Context { get; set; }

    /// <summary>Where to go afterwards.</summary>
    [SupplyParameterFromQuery(Name = "returnUrl")]
    public string? ReturnUrl { get; set; }

    /// <summary>Looks at passwords.</summary>
    [Inject]
    public required Door Door { get; init; }

    /// <summary>Looks at passkeys.</summary>
    [Inject]
    public required PasskeyDoor Passkeys { get; init; }

    /// <summary>Leads on.</summary>
    [Inject]
    public required NavigationManager Navigation { get; init; }

    [SupplyParameterFromForm(FormName = "sign-in")]
    private string? Email { get; set; }

    [SupplyParameterFromForm(FormName = "sign-in")]
    private string? Password { get; set; }

    [SupplyParameterFromForm(FormName = "passkey")]
    private string? Credential { get; set; }

    private string? Problem { get; set; }

    private async Task SubmitAsync()
    {
        if (await Door.CheckPasswordAsync(Email, Password, Visitor.Of(Context), Context.RequestAborted) is not { } person)
        {
            Problem = Door.Refusal;
            return;
        }

        await Halfway.RememberAsync(Context, person);
        Navigation.NavigateTo($"admin/sign-in/code?returnUrl={Uri.EscapeDataString(LocalAddress.Of(ReturnUrl))}");
    }

    private async Task SubmitPasskeyAsync()
    {
        if (!await Passkeys.TryEnterAsync(Context, Credential))
        {
            Problem = "This passkey is not known here, or did not ask who you are.";
            return;
        }

        Navigation.NavigateTo(LocalAddress.Of(ReturnUrl));
    }
}
