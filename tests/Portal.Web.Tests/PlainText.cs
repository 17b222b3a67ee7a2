using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace Portal.Web.Tests;

/// <summary>What a reader sees of an element: spaces as one, breaks as spaces.</summary>
public static partial class PlainText
{
    public static string Of(IElement element)
    {
        ArgumentNullException.ThrowIfNull(element);
        return Spaces().Replace(element.TextContent, " ").Trim();
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
