using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Portal.Admin.Sessions;
using Portal.Admin.SignIn;

namespace Portal.Admin.Pages.Account;

/// <summary>Changes the password.</summary>
public sealed partial class PasswordSection : ComponentBase
{
    /// <summary>Whose.</summary>
    [Parameter, EditorRequired]
    public required SignedInPerson Person { get; set; }

    /// <summary>The request.</summary>
    [CascadingParameter]
    public required HttpContext Context { get; set; }

    /// <summary>Does it.</summary>
    [Inject]
    public required AccountActions Account { get; init; }

    /// <summary>Leads on.</summary>
    [Inject]
    public required NavigationManager Navigation { get; init; }

    [SupplyParameterFromForm(FormName = "password")]
    private string? Present { get; set; }

    [SupplyParameterFromForm(FormName = "password")]
    private string? Wanted { get; set; }

    private string? Problem { get; set; }

    private async Task SubmitAsync()
    {
        Problem = await Account.ChangePasswordAsync(Context, Present, Wanted);
        if (Problem is null)
        {
            Navigation.NavigateTo("admin/account?done=password");
        }
    }
}
