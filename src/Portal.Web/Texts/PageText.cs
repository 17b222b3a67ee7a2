using System.Collections.Frozen;
using System.Globalization;
using System.Resources;
using Portal.Web.Components.Figures;
using Portal.Web.Languages;

namespace Portal.Web.Texts;

/// <summary>Every sentence of the public's pages in the language that is being rendered. README says how to write one ("Languages").</summary>
/// <remarks>
/// A text is named by its English sentence; other languages stand in <c>Texts/{Feature}.{language}.resx</c>. What has no translation stays English, and a test lists it.
/// Sentences that differ in capitals alone have one translation: the build of resource files knows no difference between them.
/// </remarks>
public static class PageText
{
    /// <summary>What follows it in a name tells the translator which of several meanings is meant; readers never see it.</summary>
    public const string MeaningMark = "##";

    private static readonly FrozenDictionary<string, FrozenDictionary<string, string>> Translations = PageLanguages.All
        .Where(static language => language != PageLanguages.Default)
        .ToFrozenDictionary(static language => language.Name, Read, StringComparer.Ordinal);

    /// <summary>A text without places.</summary>
    public static string Text(string english)
    {
        ArgumentNullException.ThrowIfNull(english);
        return Translations.TryGetValue(CultureInfo.CurrentUICulture.Name, out var texts) && texts.TryGetValue(english, out var found) ? found : WithoutMeaning(english);
    }

    /// <summary>A text with values in its places <c>{0}</c>, <c>{1}</c> and so on, each written as it is to be read.</summary>
    public static string Text(string english, params ReadOnlySpan<object?> values) => string.Format(CultureInfo.CurrentCulture, Text(english), values);

    /// <summary>A count with its noun: <c>{0}</c> is the count, further values follow it.</summary>
    /// <param name="count">How many.</param>
    /// <param name="one">The text for exactly one.</param>
    /// <param name="other">The text for any other number.</param>
    /// <param name="values">What stands in <c>{1}</c> and on.</param>
    public static string Counted(long count, string one, string other, params ReadOnlySpan<object?> values) =>
        Text(count == 1 ? one : other, [FigureText.Of(count), .. values]);

    /// <summary>Marks a sentence that is translated later, where it is shown with <see cref="Text(string)"/>: for lists that are made once.</summary>
    public static string Marked(string english) => english;

    /// <summary>All translations into a language, by their English sentence.</summary>
    internal static IReadOnlyDictionary<string, string> In(PageLanguage language) => Translations[language.Name];

    private static string WithoutMeaning(string english) =>
        english.IndexOf(MeaningMark, StringComparison.Ordinal) is var mark and >= 0 ? english[..mark] : english;

    private static FrozenDictionary<string, string> Read(PageLanguage language)
    {
        var satellite = typeof(PageText).Assembly.GetSatelliteAssembly(language.Culture);
        var texts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in satellite.GetManifestResourceNames().Order(StringComparer.Ordinal))
        {
            using var stream = satellite.GetManifestResourceStream(file);
            using var reader = new ResourceReader(stream!);
            for (var entries = reader.GetEnumerator(); entries.MoveNext();)
            {
                texts.TryAdd((string)entries.Key, (string?)entries.Value ?? string.Empty);
            }
        }

        return texts.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }
}
