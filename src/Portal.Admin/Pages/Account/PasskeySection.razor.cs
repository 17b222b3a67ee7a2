using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Portal.Admin.Sessions;
using Portal.Admin.SignIn;
using Portal.Storage.People;

namespace Portal.Admin.Pages.Account;

/// <summary>Adds and removes passkeys.</summary>
public sealed partial class PasskeySection : ComponentBase
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

    /// <summary>Has them.</summary>
    [Inject]
    public required PasskeyStore Passkeys { get; init; }

    /// <summary>Leads on.</summary>
    [Inject]
    public required NavigationManager Navigation { get; init; }

    [SupplyParameterFromForm(FormName = "add-passkey")]
    private string? Name { get; set; }

    [SupplyParameterFromForm(FormName = "add-passkey")]
    private string? Password { get; set; }

    [SupplyParameterFromForm(FormName = "add-passkey")]
    private string? Credential { get; set; }

    private string? Problem { get; set; }

    private IReadOnlyList<PasskeyRow> Rows { get; set; } = [];

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync() => Rows = await Passkeys.ReadAsync(Person.PersonId, Context.RequestAborted);

    private async Task AddAsync()
    {
        Problem = await Account.AddPasskeyAsync(Context, Name, Password, Credential);
        Leave("passkey");
    }

    private async Task RemoveAsync()
    {
        var removed = Context.Request.Form["Removed"].ToString();
        Problem = removed.Length > 0 && removed.Length % 2 == 0 && removed.All(char.IsAsciiHexDigit)
            ? await Account.RemovePasskeyAsync(Context, Convert.FromHexString(removed))
            : "You have no such passkey.";
        Leave("passkey-removed");
    }

    private void Leave(string done)
    {
        if (Problem is null)
        {
            Navigation.NavigateTo($"admin/account?done={done}");
        }
    }
}
