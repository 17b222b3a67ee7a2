using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Portal.Web.Features.Embeds;

/// <summary>What an address of a widget may choose; what is null is as owners decided.</summary>
/// <param name="Theme">light, dark or auto.</param>
/// <param name="Lang">The language.</param>
/// <param name="Compact">Whether it takes little room.</param>
internal sealed record EmbedChoices(string? Theme = null, string? Lang = null, bool Compact = false);

/// <summary>The markup that other sites copy.</summary>
internal static class EmbedSnippet
{
    // Who copies it wants to read it: letters of every script stay letters.
    private static readonly HtmlEncoder Letters = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>The address of a widget.</summary>
    public static string Address(string root, EmbedKind kind, string? fundId, EmbedChoices choices)
    {
        (string Name, string? Value)[] all = [("fund", fundId), ("theme", choices.Theme), ("lang", choices.Lang), ("compact", choices.Compact ? "true" : null)];
        var query = string.Join('&', all.Where(static one => !string.IsNullOrEmpty(one.Value)).Select(static one => $"{one.Name}={Uri.EscapeDataString(one.Value!)}"));
        return $"{root}/{EmbedKinds.Root}/{EmbedKinds.NameOf(kind)}{(query.Length > 0 ? "?" : null)}{query}";
    }

    /// <summary>A frame of fixed size, for sites that allow no script.</summary>
    public static string Frame(string root, EmbedKind kind, string? fundId, string title, EmbedChoices choices, int? width = null) => string.Create(
        CultureInfo.InvariantCulture,
        $"""<iframe src="{Text(Address(root, kind, fundId, choices))}" title="{Text(title)}" width="{width?.ToString(CultureInfo.InvariantCulture) ?? "100%"}" height="{EmbedKinds.HeightOf(kind, choices.Compact)}" loading="lazy" referrerpolicy="origin" frameborder="0"></iframe>""");

    /// <summary>The custom element: loaded late, in a place of its height that is kept from the start, a link where no script runs.</summary>
    public static string Element(string root, EmbedKind kind, string? fundId, string title, string page, EmbedChoices choices)
    {
        (string Name, string? Value)[] all = [("fund", fundId), ("kind", EmbedKinds.NameOf(kind)), ("theme", choices.Theme), ("lang", choices.Lang)];
        var attributes = string.Concat(all.Where(static one => !string.IsNullOrEmpty(one.Value)).Select(static one => $" {one.Name}=\"{Text(one.Value!)}\""));
        return $"""
            <script async src="{Text($"{root}/{EmbedKinds.Root}/widget.js")}"></script>
            <insurance-fund{attributes}{(choices.Compact ? " compact" : null)} style="display:block;min-height:{EmbedKinds.HeightOf(kind, choices.Compact).ToString(CultureInfo.InvariantCulture)}px"><a href="{Text($"{root}/{page}")}">{Text(title)}</a></insurance-fund>
            """;
    }

    private static string Text(string text) => Letters.Encode(text);
}
