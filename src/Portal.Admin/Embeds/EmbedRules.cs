using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Portal.Settlement;

namespace Portal.Admin.Embeds;

/// <summary>Which sites may show the portal's embeds.</summary>
public enum EmbedAudience
{
    /// <summary>Every site.</summary>
    Everyone,

    /// <summary>The sites that are listed.</summary>
    Listed,

    /// <summary>None.</summary>
    Nobody,
}

/// <summary>How an embed looks when the page that shows it does not say.</summary>
public enum EmbedTheme
{
    /// <summary>As the visitor's system does.</summary>
    Auto,

    /// <summary>Light.</summary>
    Light,

    /// <summary>Dark.</summary>
    Dark,
}

/// <summary>Who may embed, and how an embed looks by itself. Nothing but checked values can be in it.</summary>
public sealed record EmbedRules
{
    /// <summary>The setting that holds it.</summary>
    public const string SettingName = "embed.rules";

    /// <summary>The most sites.</summary>
    public const int OriginsMax = 100;

    /// <summary>The most characters of all sites together, with a space between each two: the whole header stays below 4 KB.</summary>
    public const int LengthMax = 3_000;

    private EmbedRules(EmbedAudience audience, ImmutableArray<string> origins, EmbedTheme theme) => (Audience, Origins, Theme) = (audience, origins, theme);

    /// <summary>What holds until somebody decides otherwise.</summary>
    public static EmbedRules Default { get; } = new(EmbedAudience.Everyone, [], EmbedTheme.Auto);

    /// <summary>What holds while nobody can tell what was decided.</summary>
    public static EmbedRules Closed { get; } = new(EmbedAudience.Nobody, [], EmbedTheme.Auto);

    /// <summary>Who may embed.</summary>
    public EmbedAudience Audience { get; }

    /// <summary>The sites, if they are listed.</summary>
    public ImmutableArray<string> Origins { get; }

    /// <summary>How an embed looks by itself.</summary>
    public EmbedTheme Theme { get; }

    /// <summary>What the policy of an embed says after <c>frame-ancestors</c>.</summary>
    public string FrameAncestors => Audience switch
    {
        EmbedAudience.Everyone => "*",
        EmbedAudience.Listed => $"'self' {string.Join(' ', Origins)}",
        _ => "'none'",
    };

    /// <summary>Takes what somebody has filled in.</summary>
    /// <param name="audience">Who may embed.</param>
    /// <param name="lines">The sites, one a line; looked at only when they count.</param>
    /// <param name="theme">How an embed looks by itself.</param>
    public static Checked<EmbedRules> Read(EmbedAudience audience, string? lines, EmbedTheme theme)
    {
        if (audience is not EmbedAudience.Listed)
        {
            return new EmbedRules(audience, [], theme);
        }

        var origins = new List<string>();
        foreach (var (index, line) in (lines ?? string.Empty).ReplaceLineEndings("\n").Split('\n').Index())
        {
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            var origin = EmbedOrigin.Read(line);
            if (origin.Problem is { } problem)
            {
                return problem with { Detail = string.Create(CultureInfo.InvariantCulture, $"Line {index + 1}: {problem.Detail}") };
            }

            if (!origins.Contains(origin.Value, StringComparer.Ordinal))
            {
                origins.Add(origin.Value);
            }
        }

        return Check(origins, theme);
    }

    /// <summary>Reads what is stored; null when it is not what <see cref="ToJson"/> writes.</summary>
    public static EmbedRules? ReadJson(string json)
    {
        try
        {
            var stored = JsonSerializer.Deserialize<Stored>(json, JsonSerializerOptions.Web);
            if (stored is not { Origins: { } origins }
                || !Enum.TryParse<EmbedAudience>(stored.Audience, ignoreCase: true, out var audience) || !Enum.IsDefined(audience)
                || !Enum.TryParse<EmbedTheme>(stored.Theme, ignoreCase: true, out var theme) || !Enum.IsDefined(theme))
            {
                return null;
            }

            // Checked anew: somebody may have written into the database past the portal.
            var read = Read(audience, string.Join('\n', origins), theme);
            return read.Problem is null ? read.Value : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>As it is stored, and as the audit shows it.</summary>
    public string ToJson() =>
        JsonSerializer.Serialize(new Stored(Audience.ToString().ToLowerInvariant(), Origins, Theme.ToString().ToLowerInvariant()), JsonSerializerOptions.Web);

    private static Checked<EmbedRules> Check(List<string> origins, EmbedTheme theme)
    {
        if (origins.Count == 0)
        {
            return new Problem("no-origins", "origins", "Name a site at least, or choose that none may embed.");
        }

        if (origins.Count > OriginsMax)
        {
            return new Problem("too-many-origins", "origins", string.Create(CultureInfo.InvariantCulture, $"These are {origins.Count} sites; there is room for {OriginsMax}."));
        }

        var length = origins.Sum(static origin => origin.Length + 1) - 1;
        return length > LengthMax
            ? new Problem("too-long", "origins", string.Create(CultureInfo.InvariantCulture, $"The sites have {length} characters together; there is room for {LengthMax}. *.example.com stands for many."))
            : new EmbedRules(EmbedAudience.Listed, [.. origins], theme);
    }

    private sealed record Stored(string? Audience, IReadOnlyList<string>? Origins, string? Theme);
}
