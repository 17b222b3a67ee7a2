using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Portal.Web.Languages;

/// <summary>Leads a visitor who comes to the front page from elsewhere to the language that the browser prefers. Without a cookie: addresses hold the language.</summary>
internal static class FirstLanguage
{
    /// <summary>The parameter that keeps a visitor where the address leads; its value says nothing more.</summary>
    public const string StayParameter = "lang";

    private const string FetchSite = "Sec-Fetch-Site";
    private const int RangesMax = 20;

    /// <summary>Where to lead this request; null when it is to be answered as it is.</summary>
    public static PageLanguage? RedirectOf(HttpContext context)
    {
        var request = context.Request;
        if (request.Path != "/" || !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)))
        {
            return null;
        }

        context.Response.Headers.Append(HeaderNames.Vary, new StringValues([HeaderNames.AcceptLanguage, FetchSite]));

        // A link on a page of ours says which language it means.
        if (request.Headers[FetchSite] == "same-origin" || request.Query.ContainsKey(StayParameter))
        {
            return null;
        }

        var preferred = PreferredOf(request.Headers.AcceptLanguage);
        return preferred == PageLanguages.Default ? null : preferred;
    }

    /// <summary>The language that an Accept-Language header prefers among those there are: the default when it names none of them.</summary>
    public static PageLanguage PreferredOf(StringValues header)
    {
        if (!StringWithQualityHeaderValue.TryParseList(header, out var ranges))
        {
            return PageLanguages.Default;
        }

        return ranges.Take(RangesMax)
            .Where(static range => range.Quality is not 0)
            .OrderByDescending(static range => range.Quality ?? 1)
            .Select(static range => LanguageOf(range.Value))
            .FirstOrDefault(static language => language is not null) ?? PageLanguages.Default;
    }

    // Whoever reads any Chinese reads the simplified page rather than the English one; the same for variants of other languages.
    private static PageLanguage? LanguageOf(StringSegment range) =>
        PageLanguages.Find(range) ?? PageLanguages.All.FirstOrDefault(language => FamilyOf(language.Name).Equals(FamilyOf(range), StringComparison.OrdinalIgnoreCase));

    private static ReadOnlySpan<char> FamilyOf(ReadOnlySpan<char> name) => name.IndexOf('-') is var dash and >= 0 ? name[..dash] : name;
}
