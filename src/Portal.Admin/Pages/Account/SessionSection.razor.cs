using Microsoft.AspNetCore.Components;
using Portal.Admin.Sessions;
using Portal.Storage.People;

namespace Portal.Admin.Pages.Account;

/// <summary>Shows where somebody is signed in and ends that.</summary>
public sealed partial class SessionSection : AccountSection
{
    /// <summary>Has them.</summary>
    [Inject]
    public required AdminSessions Sessions { get; init; }

    private IReadOnlyList<AdminSessionRow> Rows { get; set; } = [];

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync() => Rows = await Sessions.ReadOpenAsync(Person.PersonId, Context.RequestAborted);

    private async Task SubmitAsync() => Answer(await Account.SignOutEverywhereAsync(Context), "everywhere");
}
