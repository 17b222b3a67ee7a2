using System.Globalization;
using Portal.Web.Features.Embeds;

namespace Portal.Web.Languages;

/// <summary>Takes the language off an address before anything else reads it: <c>/zh-Hans/rates</c> is <c>/rates</c> under the base <c>/zh-Hans</c>.</summary>
/// <remarks>So routes, the base address and relative links are the same in every language. What is no page is not found under a prefix (<see cref="PrefixedPages"/>).</remarks>
internal static class LanguagePrefix
{
    /// <summary>The middleware. It comes before routing and before the output cache.</summary>
    public static async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        var language = Take(request.Path, out var named, out var rest);
        if (language is not null && (named != language.Name || !rest.HasValue))
        {
            // One page, one address; and with a slash at the end, so that it is the base of what stands on it.
            var place = rest.HasValue ? rest : new PathString("/");
            context.Response.Redirect($"{request.PathBase}/{language.Name}{place.ToUriComponent()}{request.QueryString.ToUriComponent()}", permanent: true);
            return;
        }

        if (language is not null)
        {
            (request.PathBase, request.Path) = (request.PathBase.Add($"/{language.Name}"), rest);
            context.Features.Set(language);
        }
        else if (FirstLanguage.RedirectOf(context) is { } chosen)
        {
            context.Response.Headers.CacheControl = "no-cache";
            context.Response.Redirect($"{request.PathBase}/{chosen.AddressPrefix}{request.QueryString.ToUriComponent()}");
            return;
        }

        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureOf(request, language);
        await next(context);
    }

    /// <summary>Whether an address was asked for under a language's prefix.</summary>
    public static bool IsOn(HttpContext context) => context.Features.Get<PageLanguage>() is not null;

    /// <summary>The root of a host or folder without a language: <c>/zh-Hans/</c> becomes <c>/</c>.</summary>
    public static string RootOf(string basePath)
    {
        ArgumentNullException.ThrowIfNull(basePath);
        foreach (var language in PageLanguages.All)
        {
            if (language.AddressPrefix.Length > 0 && basePath.EndsWith($"/{language.AddressPrefix}", StringComparison.Ordinal))
            {
                return basePath[..^language.AddressPrefix.Length];
            }
        }

        return basePath;
    }

    private static PageLanguage? Take(PathString path, out string named, out PathString rest)
    {
        var text = path.Value ?? string.Empty;
        var end = text.IndexOf('/', Math.Min(1, text.Length));
        named = text.Length < 2 ? string.Empty : end < 0 ? text[1..] : text[1..end];
        rest = end < 0 ? PathString.Empty : new PathString(text[end..]);
        return PageLanguages.Find(named) is { } language && language != PageLanguages.Default ? language : null;
    }

    // Widgets speak the language that the page around them names.
    private static CultureInfo CultureOf(HttpRequest request, PageLanguage? language) =>
        language is null && request.Path.StartsWithSegments($"/{EmbedKinds.Root}", StringComparison.OrdinalIgnoreCase)
            ? CultureInfo.GetCultureInfo(EmbedLook.CultureOf(request.Query["lang"]))
            : (language ?? PageLanguages.Default).Culture;
}
