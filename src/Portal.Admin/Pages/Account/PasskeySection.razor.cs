using Microsoft.AspNetCore.Components;
using Portal.Storage.People;

namespace Portal.Admin.Pages.Account;

/// <summary>Adds and removes passkeys.</summary>
public sealed partial class PasskeySection : AccountSection
{
    /// <summary>Has them.</summary>
    [Inject]
    public required PasskeyStore Passkeys { get; init; }

    [SupplyParameterFromForm(FormName = "add-passkey")]
    private string? Name { get; set; }

    [SupplyParameterFromForm(FormName = "add-passkey")]
    private string? Password { get; set; }

    [SupplyParameterFromForm(FormName = "add-passkey")]
    private string? Credential { get; set; }

    private IReadOnlyList<PasskeyRow> Rows { get; set; } = [];

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync() => Rows = await Passkeys.ReadAsync(Person.PersonId, Context.RequestAborted);

    private async Task AddAsync() => Answer(await Account.AddPasskeyAsync(Context, Name, Password, Credential), "passkey");

    private async Task RemoveAsync()
    {
        var removed = Context.Request.Form["Removed"].ToString();
        Answer(
            removed.Length > 0 && removed.Length % 2 == 0 && removed.All(char.IsAsciiHexDigit)
                ? await Account.RemovePasskeyAsync(Context, Convert.FromHexString(removed), Context.Request.Form["Password"])
                : "You have no such passkey.",
            "passkey-removed");
    }
}
