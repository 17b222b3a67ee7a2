using System.Collections.Immutable;
using System.Globalization;

namespace Portal.Web.Languages;

/// <summary>The languages of the public's pages. Another one is a line here and a set of files in <c>Texts</c>.</summary>
public static class PageLanguages
{
    /// <summary>The language that texts stand in where they are used, and of addresses without a prefix.</summary>
    public static PageLanguage Default { get; } = new("en", "English", "en_GB");

    /// <summary>All of them, the default first.</summary>
    public static ImmutableArray<PageLanguage> All { get; } = [Default, new("zh-Hans", "简体中文", "zh_CN", SentenceGap: string.Empty)];

    /// <summary>The one that is being rendered.</summary>
    public static PageLanguage Current => Find(CultureInfo.CurrentUICulture.Name) ?? Default;

    /// <summary>The language of a name, in any case; null when there is none.</summary>
    public static PageLanguage? Find(ReadOnlySpan<char> name)
    {
        foreach (var language in All)
        {
            if (name.Equals(language.Name, StringComparison.OrdinalIgnoreCase))
            {
                return language;
            }
        }

        return null;
    }
}
