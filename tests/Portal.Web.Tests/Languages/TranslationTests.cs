using System.Text.RegularExpressions;
using Portal.Web.Languages;
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
    public void The_source_is_read_at_all() => Assert.Contains("Skip to content", SourceTexts.All.Select(static text => text.Key));

    private static string[] MarksOf(string text) =>
        [.. Marks().Matches(text.Split(PageText.MeaningMark)[0]).Select(static match => match.Groups["address"].Success ? match.Groups["address"].Value : match.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"\{\w+\}|`[^`]+`|\*\*|\]\((?<address>[^)\s]+)\)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Marks();
}
