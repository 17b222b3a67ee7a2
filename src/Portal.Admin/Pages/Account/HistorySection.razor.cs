using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Portal.Admin.Sessions;
using Portal.Storage.People;

namespace Portal.Admin.Pages.Account;

/// <summary>Shows the newest attempts to get in as somebody.</summary>
public sealed partial class HistorySection : ComponentBase
{
    private const int Shown = 50;

    /// <summary>Whose.</summary>
    [Parameter, EditorRequired]
    public required SignedInPerson Person { get; set; }

    /// <summary>The request.</summary>
    [CascadingParameter]
    public required HttpContext Context { get; set; }

    /// <summary>Has them.</summary>
    [Inject]
    public required SignInStore History { get; init; }

    private IReadOnlyList<SignInRow> Rows { get; set; } = [];

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync() => Rows = await History.ReadNewestAsync(Person.PersonId, Shown, Context.RequestAborted);
}
