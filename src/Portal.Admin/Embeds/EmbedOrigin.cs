using System.Globalization;
using Portal.Settlement;

namespace Portal.Admin.Embeds;

/// <summary>A site that may embed, as a browser's policy names it: scheme, host and perhaps a port, <c>https://*.example.com:8443</c>.</summary>
/// <remarks>What comes out of here consists of letters, digits and <c>:/.-*</c> alone, so nothing can be put into a header with it.</remarks>
public static class EmbedOrigin
{
    private const int HostMax = 253;
    private const int LabelMax = 63;
    private const string AnyPart = "*.";

    /// <summary>Reads one as somebody types it.</summary>
    /// <returns>It in lower case, its host in ASCII; or what is wrong with it.</returns>
    public static Checked<string> Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var typed = text.Trim().ToLowerInvariant();
        var scheme = typed.StartsWith("https://", StringComparison.Ordinal) ? "https://" : typed.StartsWith("http://", StringComparison.Ordinal) ? "http://" : null;
        if (scheme is null)
        {
            return Wrong(text, "begins with https:// or http://");
        }

        // The address bar of a browser adds the slash.
        var rest = typed[scheme.Length..];
        rest = rest.EndsWith('/') ? rest[..^1] : rest;
        if (rest.AsSpan().ContainsAny("/?#@\\"))
        {
            return Wrong(text, "has a host and perhaps a port, and nothing after it");
        }

        var colon = rest.IndexOf(':', StringComparison.Ordinal);
        var (host, port) = colon < 0 ? (rest, null) : (rest[..colon], rest[(colon + 1)..]);
        if (port is not null && PortOf(port) is null)
        {
            return Wrong(text, "has a port from 1 to 65535 where it has one");
        }

        return HostOf(host) is { } ascii ? $"{scheme}{ascii}{(port is null ? null : $":{PortOf(port)}")}" : Wrong(text, "has a host name such as www.example.com or *.example.com");
    }

    private static string? PortOf(string text) =>
        text.Length is >= 1 and <= 5 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65_535
            ? port.ToString(CultureInfo.InvariantCulture)
            : null;

    private static string? HostOf(string text)
    {
        var isWild = text.StartsWith(AnyPart, StringComparison.Ordinal);
        var name = isWild ? text[AnyPart.Length..] : text;
        try
        {
            name = name.Any(static letter => letter > 127) ? new IdnMapping().GetAscii(name).ToLowerInvariant() : name;
        }
        catch (ArgumentException)
        {
            return null;
        }

        var labels = name.Split('.');

        // Every site of a whole country or of everything is not a site.
        var isHost = name.Length <= HostMax && labels.All(IsLabel) && (!isWild || labels.Length >= 2);
        return !isHost ? null : isWild ? $"{AnyPart}{name}" : name;
    }

    private static bool IsLabel(string label) =>
        label.Length is >= 1 and <= LabelMax && label.All(static letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '-')
        && label[0] != '-' && label[^1] != '-';

    private static Problem Wrong(string text, string rule) => new("bad-origin", "origins", $"'{(text.Length > 80 ? $"{text[..80]}…" : text)}' is no site: a site {rule}.");
}
