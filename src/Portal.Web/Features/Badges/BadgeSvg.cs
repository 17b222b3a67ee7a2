using System.Globalization;
using System.Text.Encodings.Web;

namespace Portal.Web.Features.Badges;

/// <summary>Draws a badge: label and message side by side, each box as wide as its text.</summary>
internal static class BadgeSvg
{
    private const int Size = 11;
    private const int Padding = 6;
    private const int Height = 20;

    public static string Draw(BadgeText text)
    {
        var (label, message) = (TextWidth.Of(text.Label, Size), TextWidth.Of(text.Message, Size));
        var (left, right) = (label + (2 * Padding), message + (2 * Padding));
        var title = HtmlEncoder.Default.Encode(text.Title);

        // textLength holds the text to its box where another face stands in.
        return string.Create(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{left + right}" height="{Height}" role="img" aria-label="{title}"><title>{title}</title><clipPath id="r"><rect width="{left + right}" height="{Height}" rx="3"/></clipPath><g clip-path="url(#r)"><rect width="{left}" height="{Height}" fill="#445054"/><rect x="{left}" width="{right}" height="{Height}" fill="{text.Colour}"/></g><g fill="#fff" font-family="{TextWidth.Faces}" font-size="{Size}" aria-hidden="true"><text x="{Padding}" y="14" textLength="{label}">{HtmlEncoder.Default.Encode(text.Label)}</text><text x="{left + Padding}" y="14" textLength="{message}">{HtmlEncoder.Default.Encode(text.Message)}</text></g></svg>
            """);
    }
}
