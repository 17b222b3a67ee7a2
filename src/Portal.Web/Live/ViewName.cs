using System.Globalization;

namespace Portal.Web.Live;

/// <summary>Names of views that end in what they show: <c>fund/usdt</c>, <c>liquidation/17</c>.</summary>
internal static class ViewName
{
    /// <summary>What follows the prefix; null for other views and for an end without anything.</summary>
    public static string? After(string prefix, string view) =>
        view.StartsWith(prefix, StringComparison.Ordinal) && view.Length > prefix.Length ? view[prefix.Length..] : null;

    /// <summary>The entry that follows the prefix; null where no number of an entry does.</summary>
    public static long? EntryAfter(string prefix, string view) => EntryOf(After(prefix, view));

    /// <summary>The entry that a part of a name is; null where it is none, or is not written as a page writes it.</summary>
    public static long? EntryOf(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var entry) && entry > 0 && text[0] != '0' ? entry : null;
}
