using System.Globalization;

namespace Portal.Web.Components.Shell;

/// <summary>The language that pages are rendered in.</summary>
public static class PageCulture
{
    /// <summary>Where no other language was asked for.</summary>
    public const string Default = "en";

    /// <summary>Its name, as in topics, addresses and <c>lang</c>.</summary>
    public static string Name => CultureInfo.CurrentUICulture.Name is { Length: > 0 } name ? name : Default;
}
