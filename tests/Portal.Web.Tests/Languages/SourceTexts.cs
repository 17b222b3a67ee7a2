using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Portal.Web.Tests.Architecture;

namespace Portal.Web.Tests.Languages;

/// <summary>The sentences that the public's pages name in their source.</summary>
internal static partial class SourceTexts
{
    private static readonly string[] Names = ["using static Portal.Web.Texts.PageText;", "PageText.Text("];

    /// <summary>Each with the files that it stands in.</summary>
    public static ILookup<string, string> All { get; } = Read();

    private static ILookup<string, string> Read() => Repository.Files("src/Portal.Web", "*.*")
        .Where(static file => file.EndsWith(".razor", StringComparison.Ordinal) || file.EndsWith(".cs", StringComparison.Ordinal))
        .Select(static file => (File: file, Source: File.ReadAllText(Path.Combine(Repository.Root, file))))
        .Where(static read => read.File.EndsWith(".razor", StringComparison.Ordinal) || Names.Any(name => read.Source.Contains(name, StringComparison.Ordinal)))
        .SelectMany(static read => TextsOf(read.Source).Select(text => (Text: text, read.File)))
        .ToLookup(static pair => pair.Text, static pair => pair.File, StringComparer.Ordinal);

    private static ImmutableArray<string> TextsOf(string source) =>
    [
        .. Named().Matches(source).Select(static match => Unescaped(match.Groups["text"].Value)),
        .. CountedTexts().Matches(source).SelectMany(static match => new[] { Unescaped(match.Groups["one"].Value), Unescaped(match.Groups["other"].Value) }),
    ];

    private static string Unescaped(string literal) => Regex.Unescape(literal);

    [GeneratedRegex("""(?<![\w.])(PageText\.)?(Text|Sentence|Marked)\(\s*"(?<text>([^"\\]|\\.)*)"\s*[,)]""", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Named();

    [GeneratedRegex("""(?<![\w.])(PageText\.)?Counted\([^"]*?,\s*"(?<one>([^"\\]|\\.)*)",\s*"(?<other>([^"\\]|\\.)*)"\s*[,)]""", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex CountedTexts();
}
