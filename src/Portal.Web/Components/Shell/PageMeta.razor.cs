using Microsoft.AspNetCore.Components;
using Portal.Web.Languages;

namespace Portal.Web.Components.Shell;

/// <summary>What a page says of itself to search engines and to whoever shows a link to it.</summary>
public sealed partial class PageMeta : ComponentBase
{
    /// <summary>The page's own address.</summary>
    [Inject]
    public required NavigationManager Navigation { get; init; }

    /// <summary>What absolute links begin with.</summary>
    [Inject]
    public required PublicAddress Address { get; init; }

    /// <summary>What the page is about, in a few words.</summary>
    [Parameter, EditorRequired]
    public required string Title { get; set; }

    /// <summary>The same in a sentence.</summary>
    [Parameter, EditorRequired]
    public required string Description { get; set; }

    /// <summary>The fund of a fund's page: it has a picture, and can be embedded.</summary>
    [Parameter]
    public string? FundId { get; set; }

    /// <summary>The asset that the page needs besides those of every page, for example <c>verify.js</c>.</summary>
    [Parameter]
    public string? Script { get; set; }

    private string Root => Address.Of(Navigation.RootAddress().ToString());

    private string Canonical => AddressIn(PageLanguages.Current);

    // Without its query: filters and pages of a list are one place.
    private string AddressIn(PageLanguage language) => $"{Root}/{language.AddressPrefix}{Navigation.ToBaseRelativePath(Navigation.Uri).Split('?', '#')[0]}";
}
