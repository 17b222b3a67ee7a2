using Microsoft.AspNetCore.Components;
using Portal.Admin.SecondFactors;
using Portal.Admin.Sessions;
using Portal.Admin.SignIn;
using Portal.Storage.People;

namespace Portal.Admin.Pages.Account;

/// <summary>Puts another authenticator app in the place of the present one, or a first one beside passkeys.</summary>
public sealed partial class AuthenticatorSection : AccountSection
{
    /// <summary>Takes both steps.</summary>
    [Inject]
    public required AuthenticatorChange Change { get; init; }

    /// <summary>Knows whether there is one.</summary>
    [Inject]
    public required PersonStore People { get; init; }

    [SupplyParameterFromForm(FormName = "authenticator")]
    private string? Password { get; set; }

    [SupplyParameterFromForm(FormName = "authenticator")]
    private string? PresentCode { get; set; }

    [SupplyParameterFromForm(FormName = "new-authenticator")]
    private string? SealedKey { get; set; }

    [SupplyParameterFromForm(FormName = "new-authenticator")]
    private string? Code { get; set; }

    private bool HasOne { get; set; }

    private bool NeedsCode => AuthenticatorChange.NeedsCode(Person);

    // Shown in the second step alone.
    private string? Key { get; set; }

    private string? SealedKeyOfForm { get; set; }

    private IReadOnlyList<string> Codes { get; set; } = [];

    private string Issuer => Context.Request.Host.Host;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        HasOne = (await People.FindAsync(Person.PersonId, Context.RequestAborted))?.AuthenticatorKey is not null;
        Show(SealedKey);
    }

    private async Task BeginAsync()
    {
        var begun = await Change.BeginAsync(Context, Password, PresentCode);
        Problem = begun.Problem?.Detail;
        Show(begun.Problem is null ? begun.Value : null);
    }

    private async Task FinishAsync() => (Codes, Problem) = await Change.FinishAsync(Context, SealedKey, Code);

    private void Show(string? sealedKey) => (Key, SealedKeyOfForm) = Change.Open(Context, Person, sealedKey) is { } key ? (key, sealedKey) : (null, null);
}
