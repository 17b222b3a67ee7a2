using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Portal.Admin.Sessions;
using Portal.Admin.SignIn;

namespace Portal.Admin.Pages.Account;

/// <summary>A part of the account page with a form of its own: it does something, says what is wrong, or leads to the page that says it is done.</summary>
public abstract class AccountSection : ComponentBase
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

    /// <summary>Leads on.</summary>
    [Inject]
    public required NavigationManager Navigation { get; init; }

    /// <summary>What is wrong; null when nothing is.</summary>
    protected string? Problem { get; set; }

    /// <summary>Shows what is wrong here, or the page that says what was done.</summary>
    /// <param name="problem">What is wrong; null when nothing is.</param>
    /// <param name="done">As <see cref="AccountPage.Done"/> reads it.</param>
    protected void Answer(string? problem, string done)
    {
        Problem = problem;
        if (problem is null)
        {
            Navigation.NavigateTo($"admin/account?done={done}");
        }
    }
}
