using System.Text;
using System.Text.RegularExpressions;
using Portal.Web.Tests.Architecture;

namespace Portal.Web.Tests.Languages;

/// <summary>No word stands bare in a page's markup: all of them are named with Text, Sentence or Counted, and so can be translated.</summary>
public sealed partial class BareWordsTests
{
    /// <summary>What stays in English, with the reason.</summary>
    private static readonly Dictionary<string, string> English = new(StringComparer.Ordinal)
    {
        ["src/Portal.Web/Features/Developers/"] = "For programmers, whose languages, names and errors are English.",
        ["src/Portal.Web/Features/Embeds/EmbedHead.razor"] = "A measure of time for the browser.",
    };

    [Fact]
    public void No_word_of_a_page_stands_outside_its_texts()
    {
        var bare = Repository.Files("src/Portal.Web", "*.razor")
            .Where(static file => !English.Keys.Any(place => file.StartsWith(place, StringComparison.Ordinal)))
            .SelectMany(static file => WordsOf(File.ReadAllText(Path.Combine(Repository.Root, file))).Select(words => $"{file}: {words}"))
            .ToArray();

        Assert.True(bare.Length == 0, string.Join('\n', bare));
    }

    [Theory]
    [InlineData("<p>Bare words</p>", "Bare words")]
    [InlineData("<p>@Name, bare</p>", "bare")]
    [InlineData("""<p aria-label="Bare words">1</p>""", "Bare words")]
    [InlineData("""<Panel Title="Bare" />""", "Bare")]
    [InlineData("<p>@(IsOn ? \"Bare words\" : null)</p>", "Bare words")]
    [InlineData("""<p>@Text("Translated")</p>""", null)]
    [InlineData("""<p>@Sentence("As of {0}", @<TimeStamp At="At" />)</p>""", null)]
    [InlineData("@if (Count > 0 && Other < 1)\n{\n  <p class=\"note\">@Count</p>\n}\nelse\n{\n  <p>0</p>\n}", null)]
    public void Bare_words_are_found_and_nothing_else(string markup, string? found) =>
        Assert.Equal(found is null ? [] : [found], WordsOf(markup));

    private static List<string> WordsOf(string source)
    {
        var found = new List<string>();
        var markup = Comments().Replace(source, " ");
        markup = string.Join('\n', markup.Split('\n').Where(static line => !Directives().IsMatch(line)));
        markup = WithoutExpressions(markup, found);
        foreach (Match attribute in Attributes().Matches(markup))
        {
            found.Add(attribute.Groups["words"].Value.Trim());
        }

        found.AddRange(Tags().Replace(markup, "\n").Replace("&nbsp;", " ", StringComparison.Ordinal).Split('\n')
            .Select(static line => line.Trim(' ', '{', '}', ',', '.', ';', ':'))
            .Where(static line => Words().IsMatch(line)));
        return [.. found.Where(static words => !IsName(words))];
    }

    /// <summary>Takes out what is C#; literals in it that read like sentences are found.</summary>
    private static string WithoutExpressions(string markup, List<string> found)
    {
        var left = new StringBuilder();
        for (var at = 0; at < markup.Length; at++)
        {
            if (markup[at] != '@' || at + 1 == markup.Length)
            {
                left.Append(markup[at]);
                continue;
            }

            var end = EndOf(markup, at + 1);
            var expression = markup[(at + 1)..end];
            if (!Named().IsMatch(expression))
            {
                found.AddRange(Literals().Matches(expression).Select(static match => Holes().Replace(match.Groups["words"].Value, string.Empty)).Where(static words => words.Contains(' ', StringComparison.Ordinal) && Words().IsMatch(words) && !words.StartsWith("dotnet ", StringComparison.Ordinal)));
            }

            at = end - 1;
        }

        return left.ToString();
    }

    // A name with members, calls and indexes; or what stands in parentheses, after a keyword too.
    private static int EndOf(string markup, int start)
    {
        var at = start;
        while (at < markup.Length)
        {
            var isStep = markup[at] is '.' or '?' && at + 1 < markup.Length && (char.IsLetter(markup[at + 1]) || markup[at + 1] is '.');
            if (char.IsLetterOrDigit(markup[at]) || markup[at] is '_' || isStep)
            {
                at++;
            }
            else if (markup[at] is '(' or '[' || (markup[at] is ' ' && Keywords().IsMatch(markup[start..at]) && markup[at..].TrimStart().StartsWith('(')))
            {
                at = Closing(markup, markup.IndexOfAny(['(', '['], at)) + 1;
            }
            else
            {
                break;
            }
        }

        return Math.Max(at, start + 1);
    }

    private static int Closing(string markup, int open)
    {
        var (depth, isQuoted) = (0, false);
        for (var at = open; at < markup.Length; at++)
        {
            isQuoted ^= markup[at] is '"' && markup[at - 1] is not '\\';
            depth += isQuoted ? 0 : markup[at] is '(' or '[' ? 1 : markup[at] is ')' or ']' ? -1 : 0;
            if (depth == 0)
            {
                return at;
            }
        }

        return markup.Length - 1;
    }

    // Names of other people's products and of what a program reads are the same in every language.
    private static bool IsName(string words) => words is "UTC" or "else" or "default" or "HTTP" || !Words().IsMatch(words);

    [GeneratedRegex("""@\*.*?\*@|<!--.*?-->|<pre.*?</pre>|<code>[^@<]*</code>|\sclass="@\(([^"]|"[^"]*")*?\)["]""", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Comments();

    [GeneratedRegex(@"^\s*(@(page|using|inherits|layout|namespace|inject|attribute|typeparam|implements)\b.*|else( if \(.*\))?|(var |return;|break;|case ).*)$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Directives();

    [GeneratedRegex("""\s(aria-label|title|alt|placeholder|data-text-[\w-]+|Label|Title|Description|Heading|Invitation|Explanation|Note)="(?<words>[A-Za-z][^"@=]*)"(?!\s*>\s*</script)""", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Attributes();

    [GeneratedRegex("""<(/?)[A-Za-z!]("[^"]*"|[^">])*>""", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Tags();

    [GeneratedRegex(@"[A-Za-z]{2,}", RegexOptions.None, 1_000)]
    private static partial Regex Words();

    [GeneratedRegex("""\$?"(?<words>[^"]*)["]""", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Literals();

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.None, 1_000)]
    private static partial Regex Holes();

    [GeneratedRegex(@"\b(Text|Sentence|Counted)\(", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Named();

    [GeneratedRegex(@"^(if|foreach|for|while|switch|lock|using)$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Keywords();
}
