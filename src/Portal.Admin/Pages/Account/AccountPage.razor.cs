using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Portal.Admin.Sessions;
using Portal.Storage.People;

namespace Portal.Admin.Pages.Account;

/// <summary>What a person may change about himself.</summary>
public sealed partial class AccountPage : ComponentBase
{
    /// <summary>The request.</summary>
    [CascadingParameter]
    public required HttpContext Context { get; set; }

    /// <summary>What was just done.</summary>
    [SupplyParameterFromQuery(Name = "done")]
    public string? Done { get; set; }

    /// <summary>Knows who it is.</summary>
    [Inject]
    public required CurrentPerson Current { get; init; }

    private SignedInPerson? Person { get; set; }

    private string? DoneText => Done switch
    {
        "password" => "Your password is changed. All your other sessions are over.",
        "passkey" => "The passkey is added.",
        "passkey-removed" => "The passkey is removed.",
        "everywhere" => "All your other sessions are over.",
        _ => null,
    };

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync() => Person = await Current.RequireAsync(PersonRole.Viewer, Context.RequestAborted);
}
