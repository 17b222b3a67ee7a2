using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Portal.Admin.Sessions;
using Portal.Admin.SignIn;
using Portal.Storage.People;

namespace Portal.Admin.Pages.Account;

/// <summary>Makes new recovery codes.</summary>
public sealed partial class RecoveryCodeSection : ComponentBase
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

    /// <summary>Counts them.</summary>
    [Inject]
    public required RecoveryCodeStore Store { get; init; }

    [SupplyParameterFromForm(FormName = "recovery-codes")]
    private string? Password { get; set; }

    private string? Problem { get; set; }

    private int Left { get; set; }

    private IReadOnlyList<string> Codes { get; set; } = [];

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync() => Left = await Store.CountAsync(Person.PersonId, Context.RequestAborted);

    private async Task SubmitAsync() => (Codes, Problem) = await Account.RenewRecoveryCodesAsync(Context, Password);
}
