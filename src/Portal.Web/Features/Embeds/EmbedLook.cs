using Microsoft.AspNetCore.WebUtilities;
using Portal.Admin.Embeds;
using Portal.Web.Components.Shell;

namespace Portal.Web.Features.Embeds;

/// <summary>How a widget looks, from its address.</summary>
/// <param name="Theme">Light, dark, or as the visitor's system is.</param>
/// <param name="IsCompact">Whether it takes little room.</param>
public sealed record EmbedLook(EmbedTheme Theme, bool IsCompact)
{
    /// <summary>The other language that widgets speak.</summary>
    public const string Chinese = "zh-Hans";

    /// <summary>The theme as the root element names it; null for the system's.</summary>
    public string? ThemeName => Theme is EmbedTheme.Auto ? null : NameOf(Theme);

    /// <summary>A theme's name in addresses.</summary>
    public static string NameOf(EmbedTheme theme) => theme switch
    {
        EmbedTheme.Light => "light",
        EmbedTheme.Dark => "dark",
        _ => "auto",
    };

    /// <summary>Reads an address; null when it is no widget's. What it does not name is as owners decided.</summary>
    public static EmbedLook? Read(Uri address, Uri root, EmbedRules rules)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(root);
        ArgumentNullException.ThrowIfNull(rules);
        if (!address.AbsolutePath.StartsWith($"{root.AbsolutePath}{EmbedKinds.Root}/", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var query = QueryHelpers.ParseQuery(address.Query);
        var theme = query.TryGetValue("theme", out var named)
            ? Enum.GetValues<EmbedTheme>().Where(one => NameOf(one) == named).Cast<EmbedTheme?>().FirstOrDefault()
            : null;
        return new EmbedLook(theme ?? rules.Theme, query.TryGetValue("compact", out var compact) && IsYes(compact));
    }

    /// <summary>The language that an address asks for.</summary>
    public static string CultureOf(string? lang) =>
        lang is { } named && (named.Equals(Chinese, StringComparison.OrdinalIgnoreCase) || named.Equals("zh", StringComparison.OrdinalIgnoreCase)) ? Chinese : PageCulture.Default;

    /// <summary>Whether a switch is on: named alone, true or 1.</summary>
    public static bool IsYes(string? value) => value is "" or "true" or "1" or "on";
}
