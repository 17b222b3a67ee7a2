using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Portal.Admin.Sessions;
using Portal.Admin.SignIn;
using Portal.Storage.People;

namespace Portal.Admin.Pages.Account;

/// <summary>Shows where somebody is signed in and ends that.</summary>
public sealed partial class SessionSection : ComponentBase
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
    public required AdminSessions Sessions { get; init; }

    /// <summary>Leads on.</summary>
    [Inject]
    public required NavigationManager Navigation { get; init; }

    private IReadOnlyList<AdminSessionRow> Rows { get; set; } = [];

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync() => Rows = await Sessions.ReadOpenAsync(Person.PersonId, Context.RequestAborted);

    private async Task SubmitAsync()
    {
        await Account.SignOutEverywhereAsync(Context);
        Navigation.NavigateTo("admin/account?done=everywhere");
    }
}
