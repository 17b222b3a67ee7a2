using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;

namespace Portal.Web.Languages;

/// <summary>Addresses of a page that do not depend on its language, and those that do.</summary>
/// <remarks>A link from page to page is relative to the base, which holds the language. Whatever is no page has one address for all languages, and begins with the root.</remarks>
public static class SiteAddresses
{
    /// <summary>The portal's root on its host, with a slash at both ends: where assets, files and the API are.</summary>
    public static string RootPath(this NavigationManager navigation)
    {
        ArgumentNullException.ThrowIfNull(navigation);
        return LanguagePrefix.RootOf(new Uri(navigation.BaseUri).AbsolutePath);
    }

    /// <summary>The same with scheme and host, as the visitor asked for it.</summary>
    public static Uri RootAddress(this NavigationManager navigation) => new(new Uri(navigation.BaseUri), navigation.RootPath());

    /// <summary>The address of this page in a language, with its query, from the root.</summary>
    public static string PathIn(this NavigationManager navigation, PageLanguage language)
    {
        ArgumentNullException.ThrowIfNull(language);
        return $"{navigation.RootPath()}{language.AddressPrefix}{WithoutStay(navigation.ToBaseRelativePath(navigation.Uri).Split('#')[0])}";
    }

    // On the front page the parameter means nothing but that the visitor chose; other pages have one of their own by that name.
    private static string WithoutStay(string address) => address.StartsWith('?')
        ? QueryString.Create(QueryHelpers.ParseQuery(address).Where(static one => one.Key != FirstLanguage.StayParameter)).ToString()
        : address;
}
