using Microsoft.AspNetCore.Components;

namespace Portal.Admin.Pages.Account;

/// <summary>Changes the password.</summary>
public sealed partial class PasswordSection : AccountSection
{
    [SupplyParameterFromForm(FormName = "password")]
    private string? Present { get; set; }

    [SupplyParameterFromForm(FormName = "password")]
    private string? Wanted { get; set; }

    private async Task SubmitAsync() => Answer(await Account.ChangePasswordAsync(Context, Present, Wanted), "password");
}
