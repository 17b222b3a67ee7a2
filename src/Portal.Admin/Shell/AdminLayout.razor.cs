using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Portal.Storage.People;

namespace Portal.Admin.Shell;

/// <summary>Surrounds the pages inside.</summary>
public sealed partial class AdminLayout : LayoutComponentBase
{
    private const string ProposalsAddress = "admin/proposals";

    // The account stands beside, under one's own name.
    private static readonly (string Address, string Name, PersonRole Least)[] Pages =
    [
        ("admin", "Overview", PersonRole.Viewer),
        (ProposalsAddress, "Proposals", PersonRole.Viewer),
        ("admin/funds", "Funds", PersonRole.Viewer),
        ("admin/rates", "Rates", PersonRole.Viewer),
        ("admin/quarantine", "Quarantine", PersonRole.Viewer),
        ("admin/sources", "Sources", PersonRole.Viewer),
        ("admin/events", "Events", PersonRole.Viewer),
        ("admin/embeds", "Embeds", PersonRole.Owner),
        ("admin/people", "People", PersonRole.Owner),
        ("admin/audit", "Audit", PersonRole.Viewer),
    ];

    /// <summary>The page's own address.</summary>
    [Inject]
    public required NavigationManager Navigation { get; init; }

    private string Address => Navigation.ToBaseRelativePath(Navigation.Uri).Split('#')[0];

    private string Path => Address.Split('?')[0];

    private static IEnumerable<(string Address, string Name)> PagesFor(ClaimsPrincipal user)
    {
        var role = PersonRoleText.Read(user.FindFirstValue(ClaimTypes.Role)) ?? PersonRole.Viewer;
        return Pages.Where(page => role >= page.Least).Select(static page => (page.Address, page.Name));
    }

    // A page of one fund is not the list itself, but lies in that part.
    private string? CurrentOf(string address) =>
        Path == address ? "page"
        : address != "admin" && Path.StartsWith($"{address}/", StringComparison.Ordinal) ? "true"
        : null;
}
