using Portal.Settlement;

namespace Portal.Admin.Sources;

/// <summary>What a source may be called.</summary>
public static class SourceName
{
    /// <summary>The most characters.</summary>
    public const int LengthMax = 64;

    /// <summary>Why a name can't be taken; null when it can.</summary>
    public static Problem? Problem(string? name) =>
        name is { Length: > 0 and <= LengthMax } && name.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.')
            ? null
            : new Problem("bad-source", "source", $"'{name}' is not a name of 1 to {LengthMax} letters, digits, '-', '_' and '.'.");
}
