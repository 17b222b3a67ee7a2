using System.Text.RegularExpressions;
using System.Xml.Linq;
using Portal.Web.Languages;
using Portal.Web.Tests.Architecture;
using Portal.Web.Texts;

namespace Portal.Web.Tests.Languages;

/// <summary>Every sentence of a page can be read in every language, and says the same there.</summary>
public sealed partial class TranslationTests
{
    public static TheoryData<string> Others { get; } = [.. PageLanguages.All.Where(static language => language != PageLanguages.Default).Select(static language => language.Name)];

    [Theory]
    [MemberData(nameof(Others))]
    public void Every_text_of_a_page_is_translated(string language)
    {
        var known = PageText.In(PageLanguages.Find(language)!);

        var missing = SourceTexts.All.Where(text => !known.ContainsKey(text.Key)).Select(static text => $"{text.First()}: {text.Key}").ToArray();

        Assert.True(missing.Length == 0, string.Join('\n', missing));
    }

    [Theory]
    [MemberData(nameof(Others))]
    public void Every_translation_is_of_a_text_that_a_page_has(string language)
    {
        var named = SourceTexts.All.Select(static text => text.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);

        Assert.DoesNotContain(PageText.In(PageLanguages.Find(language)!).Keys, text => !named.Contains(text));
    }

    [Theory]
    [MemberData(nameof(Others))]
    public void A_translation_has_the_places_links_and_code_of_its_text(string language)
    {
        var differing = PageText.In(PageLanguages.Find(language)!).Where(static pair => !MarksOf(pair.Key).SequenceEqual(MarksOf(pair.Value), StringComparer.Ordinal));

        Assert.Empty(differing.Select(static pair => $"{pair.Key} | {pair.Value}"));
    }

    [Fact]
    public void A_text_has_one_translation_whichever_file_holds_it()
    {
        var differing = Repository.Files("src/Portal.Web", "*.resx")
            .SelectMany(static file => XDocument.Load(Path.Combine(Repository.Root, file)).Descendants("data")
                .Select(data => (Language: file.Split('.')[^2], File: file, Name: data.Attribute("name")!.Value, Value: data.Element("value")!.Value)))
            .GroupBy(static text => (text.Language, text.Name.ToUpperInvariant()))
            .Where(static same => same.Select(static text => text.Value).Distinct(StringComparer.Ordinal).Count() > 1)
            .Select(static same => string.Join(" | ", same.Select(static text => $"{text.File}: {text.Name}: {text.Value}")))
            .ToArray();

        Assert.True(differing.Length == 0, string.Join('\n', differing));
    }

    [Fact]
    public void The_source_is_read_at_all() => Assert.Contains("Skip to content", SourceTexts.All.Select(static text => text.Key));

    private static string[] MarksOf(string text) =>
        [.. Marks().Matches(text.Split(PageText.MeaningMark)[0]).Select(static match => match.Groups["address"].Success ? match.Groups["address"].Value : match.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"\{\w+\}|`[^`]+`|\*\*|\]\((?<address>[^)\s]+)\)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Marks();
}
