using Microsoft.AspNetCore.Components;
using Portal.Storage.People;

namespace Portal.Admin.Pages.Account;

/// <summary>Makes new recovery codes.</summary>
public sealed partial class RecoveryCodeSection : AccountSection
{
    /// <summary>Counts them.</summary>
    [Inject]
    public required RecoveryCodeStore Store { get; init; }

    [SupplyParameterFromForm(FormName = "recovery-codes")]
    private string? Password { get; set; }

    private int Left { get; set; }

    private IReadOnlyList<string> Codes { get; set; } = [];

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync() => Left = await Store.CountAsync(Person.PersonId, Context.RequestAborted);

    private async Task SubmitAsync() => (Codes, Problem) = await Account.RenewRecoveryCodesAsync(Context, Password);
}
