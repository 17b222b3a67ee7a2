using Microsoft.AspNetCore.Components;
using Portal.Web.Languages;

namespace Portal.Web.Components.Shell;

/// <summary>Leads to this very page, filters and all, in each of the languages.</summary>
public sealed partial class LanguageSwitch : ComponentBase
{
    /// <summary>The page's own address.</summary>
    [Inject]
    public required NavigationManager Navigation { get; init; }

    // The front page leads on by what a browser prefers, unless it is told that this language was chosen.
    private string AddressIn(PageLanguage language)
    {
        var address = Navigation.PathIn(language);
        return language == PageLanguages.Default && address == Navigation.RootPath() ? $"{address}?{FirstLanguage.StayParameter}={language.Name}" : address;
    }
}
